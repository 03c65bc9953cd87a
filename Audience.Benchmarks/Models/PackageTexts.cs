using System.ComponentModel;
using System.Diagnostics;

namespace Audience.Benchmarks.Models;

/// <summary>What Debian's packages say of themselves in a line, as apt of this machine knows them.</summary>
internal static class PackageTexts
{
    private const int SomeSections = 12;

    private static readonly string[] Others = ["libdevel", "debug", "oldlibs", "metapackages"];

    internal static IEnumerable<(string Label, string Text)> Sections() =>
        Packages()
            .Where(package => !Others.Contains(package["Section"]))
            .GroupBy(package => package["Section"])
            .OrderByDescending(section => section.Count())
            .Take(SomeSections)
            .SelectMany(section => section)
            .Select(package => (package["Section"], package["Description"]));

    internal static IEnumerable<(string Label, string Text)> Priorities()
    {
        var byRarity = Packages()
            .Select(package => (package["Priority"] == "optional" ? "optional" : "other", package["Description"]))
            .ToLookup(package => package.Item1);
        return byRarity["other"].Concat(byRarity["optional"].Take(12_000));
    }

    private static List<Dictionary<string, string>> Packages()
    {
        List<Dictionary<string, string>> packages = [];
        try
        {
            using Process apt = Process.Start(new ProcessStartInfo("apt-cache", ["dumpavail"]) { RedirectStandardOutput = true })!;
            foreach (string package in apt.StandardOutput.ReadToEnd().Split("\n\n"))
            {
                var fields = package
                    .Split('\n')
                    .Select(line => line.Split(": ", 2))
                    .Where(field => field.Length == 2 && field[0] is "Section" or "Priority" or "Description")
                    .DistinctBy(field => field[0])
                    .ToDictionary(field => field[0], field => field[1]);
                if (fields.Count == 3)
                    packages.Add(fields);
            }
            apt.WaitForExit();
        }
        catch (Win32Exception)
        {
            Console.WriteLine("there is no apt-cache: Debian's package descriptions are left out");
        }
        // One of several packages of a source that say the same tells the label of the others.
        return [.. packages.DistinctBy(package => package["Description"]).OrderBy(package => package["Description"].Length % 7)];
    }
}
