using System.Reflection;
using NetArchTest.Rules;

namespace Audience.Tests.Architecture;

/// <summary>
/// Folders of a project have an order: what one uses never uses it. A project's own folder is apart, since it puts the others together.
/// </summary>
[Category("unit")]
internal sealed class FolderTests
{
    [TestCase("Contracts")]
    [TestCase("Labeling")]
    [TestCase("Training")]
    [TestCase("Data")]
    [TestCase("Jobs")]
    [TestCase("Hosting")]
    [TestCase("Api")]
    [TestCase("LabelWorker")]
    [TestCase("ModelWorker")]
    [TestCase("Local")]
    [TestCase("Web")]
    [TestCase("Testing")]
    public void Folders_have_no_circles(string project)
    {
        var assembly = Assembly.Load("Audience." + project);
        string root = "Audience." + project + ".";
        string[] folders =
        [
            .. assembly
                .GetTypes()
                .Select(type => type.Namespace)
                .OfType<string>()
                .Where(name => name.StartsWith(root, StringComparison.Ordinal))
                .Select(name => name[root.Length..].Split('.')[0])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        Assert.That(folders, Is.Not.Empty);
        // Read from its file once for all pairs of folders.
        var types = Types.InAssembly(assembly);
        var uses = folders.ToDictionary(folder => folder, folder => folders.Where(other => Uses(types, root, folder, other)).ToArray());
        string[] circles =
        [
            .. folders.Where(folder => Reached(uses, folder).Contains(folder)).Select(f => $"{f}: {string.Join(", ", uses[f])}"),
        ];
        Assert.That(circles, Is.Empty, "these folders use one another in a circle");
    }

    private static bool Uses(Types types, string root, string folder, string other) =>
        folder != other
        && types
            .That()
            .ResideInNamespaceMatching($@"^{root.Replace(".", @"\.", StringComparison.Ordinal)}{folder}(\.|$)")
            .And()
            .HaveDependencyOn(root + other)
            .GetTypes()
            .Any();

    private static HashSet<string> Reached(Dictionary<string, string[]> uses, string from)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out string? folder))
            foreach (string next in uses[folder])
                if (reached.Add(next))
                    open.Push(next);
        return reached;
    }
}
