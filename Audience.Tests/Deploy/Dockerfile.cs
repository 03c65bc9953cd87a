using System.Text.Json;

namespace Audience.Tests.Deploy;

/// <summary>The instructions of a Dockerfile's last stage, which is what runs.</summary>
internal sealed class Dockerfile
{
    private readonly string[] _lines;

    private Dockerfile(string[] lines) => _lines = lines;

    /// <summary>Reads a file under <c>deploy/</c>.</summary>
    public static Dockerfile Read(string path)
    {
        string[] lines = [.. Repository.Read(path).Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
        return new Dockerfile(lines);
    }

    /// <summary>The program and arguments that it starts.</summary>
    public string[] EntryPoint => JsonSerializer.Deserialize<string[]>(Last("ENTRYPOINT"))!;

    /// <summary>The program and arguments that tell whether it is well.</summary>
    public string[] HealthCheck
    {
        get
        {
            string line = Last("HEALTHCHECK");
            return JsonSerializer.Deserialize<string[]>(line[line.IndexOf('[', StringComparison.Ordinal)..])!;
        }
    }

    /// <summary>Who it runs as.</summary>
    public string User => Last("USER");

    /// <summary>The port that it listens on.</summary>
    public string Port => Last("EXPOSE");

    /// <summary>The project that it publishes.</summary>
    public string Project => _lines.Single(line => line.StartsWith("RUN dotnet publish ", StringComparison.Ordinal)).Split(' ')[3];

    /// <summary>The variables that it sets.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        Last("ENV").Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    private string Last(string instruction) =>
        _lines.Last(line => line.StartsWith(instruction + " ", StringComparison.Ordinal))[(instruction.Length + 1)..];
}
