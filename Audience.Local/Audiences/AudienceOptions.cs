using System.CommandLine;
using System.Text.Json;

namespace Audience.Local.Audiences;

/// <summary>Which authors are meant, on the command line.</summary>
internal sealed class AudienceOptions
{
    private readonly Option<string[]> _of = new("--of")
    {
        Description = "1 to 100 finished tasks, 32 hexadecimal digits each.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _where = new("--where")
    {
        Description = """A panel (/female) or an expression in JSON: {"and": ["/female", {"not": "/married"}]}; default every author.""",
    };

    private readonly Option<string[]> _groups = new("--groups")
    {
        Description = "Only these source groups.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Adds the options to a command.</summary>
    public Command AddTo(Command command, bool where = true)
    {
        _where.Validators.Add(result =>
        {
            try
            {
                Read(result.GetValueOrDefault<string?>());
            }
            catch (JsonException e)
            {
                result.AddError($"--where is neither a panel such as /female nor JSON: {e.Message}");
            }
        });
        command.Add(_of);
        if (where)
            command.Add(_where);
        command.Add(_groups);
        return command;
    }

    public string[] Of(ParseResult parsed) => parsed.GetValue(_of)!;

    public object? Where(ParseResult parsed) => Read(parsed.GetValue(_where));

    public string[]? Groups(ParseResult parsed) => parsed.GetValue(_groups) is { Length: > 0 } groups ? groups : null;

    private static object? Read(string? text) =>
        text is null ? null
        : text.StartsWith('/') ? text
        : JsonSerializer.Deserialize<JsonElement>(text);
}
