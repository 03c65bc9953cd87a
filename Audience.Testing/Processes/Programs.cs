namespace Audience.Testing;

/// <summary>Finds installed programs.</summary>
internal static class Programs
{
    // Servers live in sbin, which is not on an ordinary user's PATH.
    private static readonly string[] s_more = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <summary>The full path of a program, looked for in PATH and the sbin directories.</summary>
    /// <exception cref="FileNotFoundException">It is nowhere.</exception>
    public static string Find(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
            return File.Exists(name) ? Path.GetFullPath(name) : throw new FileNotFoundException($"there is no program {name}");
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return path.Concat(s_more).Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"the program {name} is not installed; ./test.sh installs what is needed");
    }
}
