using System.CommandLine;
using Audience.Data;
using Audience.Data.Files;
using Audience.Hosting.Settings;
using Audience.Local.Files;
using Audience.Samples;
using MySqlConnector;

namespace Audience.Local.Import;

/// <summary><c>import FILE… --table NAME</c>: makes a source of files.</summary>
internal static class ImportCommand
{
    private static readonly FileArguments s_files = new();
    private static readonly Option<string> s_table = new("--table") { Description = "The table that tasks will read.", Required = true };
    private static readonly Option<string?> s_schema = new("--schema") { Description = "Its schema; default INPUT_SCHEMA." };
    private static readonly Option<DirectoryInfo?> s_data = new("--data")
    {
        Description = "Where the SQLite files are; default audience-data, or DATA_DIR.",
    };
    private static readonly Option<string?> s_key = new("--key")
    {
        Description = "Columns that tell posts apart, such as s_id,author,post_time; default id, or all where a post has none.",
    };
    private static readonly Option<bool> s_strict = new("--strict") { Description = "End at the first row that cannot be taken." };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the figures as JSON." };

    public static Command Create()
    {
        var command = new Command("import", "Read files of posts into the embedded source, or into that on the server of INPUT_HOST.");
        s_files.AddTo(command);
        foreach (var option in new Option[] { s_table, s_schema, s_data, s_key, s_strict, s_json })
            command.Add(option);
        command.Validators.Add(result =>
        {
            foreach (string? name in new[] { result.GetValue(s_table), result.GetValue(s_schema) })
                if (name is not null && !SqlNames.IsValid(name))
                    result.AddError($"'{name}' is not a valid name: letters, digits, '_', '$' and '-', at most 64");
            foreach (string column in result.GetValue(s_key)?.Split(',') ?? [])
                if (!PostColumns.Names.Contains(column))
                    result.AddError($"--key '{column}' is not one of {string.Join(", ", PostColumns.Names)}");
        });
        command.SetAction((parsed, cancellationToken) => FileErrors.ExitCodeAsync(() => RunAsync(parsed, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] files = s_files.Files(parsed);
        if (files.Length == 0)
            throw new FileException("name a file to import, or - for standard input");
        var configuration = SettingsFile.Read();
        var settings = new SettingsReader(configuration);
        var server = DatabaseSettings.Read(settings, "INPUT", null, SqlitePosts.Schema);
        settings.Finish();
        server = server with { Schema = parsed.GetValue(s_schema) ?? server.Schema };
        string table = parsed.GetValue(s_table)!;
        var job = new ImportJob(
            files,
            s_files.Options(parsed),
            s_files.Columns(parsed),
            parsed.GetValue(s_key)?.Split(','),
            parsed.GetValue(s_strict)
        );
        try
        {
            await job.CheckAsync(cancellationToken);
            await using IPostTarget target = server.Host is null
                ? await SqliteTarget.OpenAsync(DataDirectory(parsed, configuration), server.Schema, table, cancellationToken)
                : await MySqlTarget.OpenAsync(server, table, cancellationToken);
            var (figures, duration) = await job.RunAsync(target, cancellationToken);
            figures.Show(parsed.GetValue(s_json), $"{server.Schema}.{table}", duration);
            return 0;
        }
        catch (MySqlException e)
        {
            throw new FileException($"{server.Host} refuses: {e.Message}", e);
        }
    }

    private static string DataDirectory(ParseResult parsed, IConfiguration configuration) =>
        Path.GetFullPath(
            parsed.GetValue(s_data)?.FullName ?? (configuration.Has("DATA_DIR") ? configuration["DATA_DIR"]! : "audience-data")
        );
}
