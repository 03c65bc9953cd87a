using System.Diagnostics;

namespace Audience.Tests.Local.Labels;

/// <summary>Calls of <c>label</c>, in a process of their own and a directory of their own.</summary>
internal sealed class LabelCalls : IDisposable
{
    /// <summary>Where relative names lead.</summary>
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("audience-label-").FullName;

    /// <summary>Settings of the process, above those of this one.</summary>
    public Dictionary<string, string?> Environment { get; } = new() { ["INPUT_HOST"] = null, ["DATA_DIR"] = null };

    /// <summary>The full path of a file.</summary>
    public string PathOf(string name) => Path.Combine(Directory, name);

    /// <summary>Writes a file.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return name;
    }

    /// <summary>The lines of a file.</summary>
    public string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    /// <summary>Starts a call.</summary>
    public Process Start(params string[] arguments)
    {
        // A script that starts the tests in the background has SIGINT ignored in all that they start.
        var start = new ProcessStartInfo("env")
        {
            WorkingDirectory = Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string program = Path.Combine(AppContext.BaseDirectory, "Audience.Local.dll");
        foreach (string argument in (string[])["--default-signal=INT", "dotnet", program, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Calls it with a text as its standard input.</summary>
    public async Task<(int Code, string Output, string Errors)> RunAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, await output, await errors);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
