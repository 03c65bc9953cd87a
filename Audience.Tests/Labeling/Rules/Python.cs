using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Audience.Tests.Labeling.Rules;

/// <summary>Python's re in a process of its own, which is asked line by line.</summary>
internal sealed class Python : IDisposable
{
    private readonly Process _process;

    private Python(Process process) => _process = process;

    /// <returns>Null where there is no python3.</returns>
    internal static Python? TryStart()
    {
        ProcessStartInfo start = new("python3", [Path.Combine(AppContext.BaseDirectory, "Labeling", "Rules", "python_search.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return new Python(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <returns>Whether the expression matches in each text, or null and what Python has against it.</returns>
    internal (bool[]? Found, string? Error) Search(string expression, string[] texts)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(new { expression, texts }));
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("python3 ended");
        using JsonDocument answer = JsonDocument.Parse(line);
        return answer.RootElement.ValueKind == JsonValueKind.String
            ? (null, answer.RootElement.GetString())
            : (answer.RootElement.Deserialize<bool[]>(), null);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
