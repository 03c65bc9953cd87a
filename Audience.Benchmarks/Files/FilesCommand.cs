using System.CommandLine;
using Audience.Benchmarks.EndToEnd;

namespace Audience.Benchmarks.Files;

/// <summary><c>files</c>: labels, imports and exports files, each as a process of its own, in turns with other tools.</summary>
internal static class FilesCommand
{
    public static Command Create()
    {
        Option<int> posts = new("--posts") { Description = "Posts in the files that are labelled.", DefaultValueFactory = _ => 5_000_000 },
            import = new("--import-posts") { Description = "Posts that are imported; 0: none.", DefaultValueFactory = _ => 2_000_000 },
            export =
                new("--export-posts")
                {
                    Description = "Posts of the task whose rows, nearly as many, are downloaded; 0: none.",
                    DefaultValueFactory = _ => 5_050_000,
                },
            rounds = new("--rounds") { Description = "How often they take turns.", DefaultValueFactory = _ => 3 };
        var program = new Option<FileInfo>("--program")
        {
            Description = "The audience program that labels, such as tools/publish.sh makes; default the one that was built.",
        }.AcceptExistingOnly();
        var command = new Command("files", "Label, import and export large files, beside wc, cp, grep and ripgrep.")
        {
            posts,
            import,
            export,
            rounds,
            program,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var table = new FilesTable();
                var scratch = Directory.CreateTempSubdirectory("audience-bench-files-");
                try
                {
                    string label = parsed.GetValue(program) is { } file ? $"'{file.FullName}'" : FilesSource.Local;
                    var source = new FilesSource(scratch.FullName, parsed.GetValue(posts));
                    await LabelAsync(source, label, parsed.GetValue(rounds), table, cancellationToken);
                    if (parsed.GetValue(import) + parsed.GetValue(export) > 0)
                    {
                        await using var servers = await BenchServers.StartAsync(null, null, cancellationToken);
                        var transfers = new TransferRun(servers, scratch.FullName, table);
                        if (parsed.GetValue(import) > 0)
                            await transfers.ImportAsync(parsed.GetValue(import), parsed.GetValue(rounds), cancellationToken);
                        if (parsed.GetValue(export) > 0)
                            await transfers.ExportAsync(parsed.GetValue(export), parsed.GetValue(rounds), cancellationToken);
                    }
                }
                finally
                {
                    scratch.Delete(recursive: true);
                }
                table.Print();
                return 0;
            }
        );
        return command;
    }

    private static async Task LabelAsync(
        FilesSource source,
        string program,
        int rounds,
        FilesTable table,
        CancellationToken cancellationToken
    )
    {
        Console.WriteLine($"Making files of {source.Posts:N0} posts and {source.Posts:N0} names");
        source.Write();
        for (int round = 0; round <= rounds; round++)
            foreach (string file in new[] { "posts", "names" })
            {
                string predict = file == "posts" ? "content" : "author_name";
                (string Name, string Line)[] lines =
                [
                    (
                        $"label {file}.csv",
                        $"exec {program} label {file}.csv --rules rules.json --predict-type {predict} --out labelled.csv --json"
                    ),
                    ($"wc -l, then cp {file}.csv", $"wc -l {file}.csv && cp {file}.csv copy.csv"),
                    ($"LC_ALL=C grep -c -F -f keywords {file}.csv", $"LC_ALL=C exec grep -c -F -f keywords.txt {file}.csv"),
                    ($"rg -c -i -F -f keywords {file}.csv", $"exec rg -c -i -F -f keywords.txt {file}.csv"),
                ];
                foreach (var (name, line) in lines)
                {
                    var child = await ChildRun.StartAsync(line, source.Directory, [], cancellationToken);
                    // The first round brings the files into memory.
                    if (round > 0)
                        table.Add(name, source.Posts, child);
                }
            }
        foreach (string file in Directory.GetFiles(source.Directory))
            File.Delete(file);
    }
}
