using System.Text.RegularExpressions;

namespace Audience.Tests.Architecture;

/// <summary>docs/architecture.md speaks of the tree as it is.</summary>
[Category("unit")]
internal sealed partial class ArchitectureDocTests
{
    private static readonly string s_text = Repository.Read("docs", "architecture.md");

    [TestCaseSource(nameof(Projects))]
    public void The_tree_names_folders_that_exist(string project)
    {
        string[] lines = s_text.Split('\n');
        int start = Array.FindIndex(lines, line => line.StartsWith(project + " ", StringComparison.Ordinal) && !line.Contains('|'));
        Assert.That(start, Is.GreaterThan(0), project);
        string[] named = [.. lines.Skip(start + 1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(Word)];
        Assert.That(named, Is.SubsetOf(Folders(project)));
    }

    [Test]
    public void The_ways_lead_through_files_that_exist()
    {
        string ways = s_text[s_text.IndexOf("## Three ways", StringComparison.Ordinal)..];
        ways = ways[..ways.IndexOf("\n## ", StringComparison.Ordinal)];
        string folder = "";
        var missing = new List<string>();
        foreach (Match match in File().Matches(ways))
        {
            string name = match.Groups[1].Value;
            if (name.Contains('/'))
                folder = name[..name.LastIndexOf('/')];
            string path = Repository.PathOf($"Audience.{folder}", name[(name.LastIndexOf('/') + 1)..] + ".cs");
            if (!System.IO.File.Exists(path) && !s_kinds.Contains(name))
                missing.Add(path);
        }
        Assert.That(missing, Is.Empty);
    }

    // Types and values that the text speaks of, without a file on the way.
    private static readonly string[] s_kinds = ["TaskDefinition", "ModelDefinition", "CreateTask", "PrepareModel", "labeling", "post_time"];

    private static IEnumerable<string> Projects() =>
        Directory.GetDirectories(Repository.Root, "Audience.*").Select(path => Path.GetFileName(path)).Where(p => p != "Audience.Client");

    private static string[] Folders(string project) =>
        [
            .. Directory
                .GetDirectories(Repository.PathOf(project))
                .Select(path => Path.GetFileName(path))
                .Where(name => name is not ("bin" or "obj" or "TestResults"))
                .Order(StringComparer.Ordinal),
        ];

    private static string Word(string line) => line.Trim().Split(' ')[0];

    [GeneratedRegex("`([A-Za-z_/]+)`")]
    private static partial Regex File();
}
