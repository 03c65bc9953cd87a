using System.Text.Json;
using Audience.Api.Audit;
using Audience.Api.Errors;

namespace Audience.Api.Requests;

/// <summary>How a body comes in.</summary>
public sealed partial class RequestBody
{
    private const int MaxLevels = 64;

    /// <summary>Reads the body, whatever its Content-Type where that is JSON or absent.</summary>
    /// <exception cref="ValidationException">It is not a JSON object.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // The newer frontend goes on to name the type of its last upload, without the boundary that makes it one.
        if (
            request.ContentType is { } type
            && !type.Contains("json", StringComparison.OrdinalIgnoreCase)
            && !type.Trim().TrimEnd(';').Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
            throw new ValidationException([
                ValidationProblem.InBody([], $"expected a body of type application/json, not {type}", "value_error.contenttype"),
            ]);
        try
        {
            var document = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = MaxLevels }, cancellationToken);
            request.HttpContext.Response.RegisterForDispose(document);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var body = new RequestBody(document.RootElement, []);
                if (body.Subject() is { } subject)
                    AuditNotes.About(request.HttpContext, subject);
                return body;
            }
        }
        catch (JsonException e)
        {
            // What it could not read it says in words alone.
            throw e.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? new ValidationException([
                    ValidationProblem.InBody([], $"more than {MaxLevels} levels, one within the other", "value_error.jsondecode"),
                ])
                : NotJson(e.Message);
        }
        throw new ValidationException([ValidationProblem.InBody([], "value is not a valid dict", "type_error.dict")]);
    }

    // What the body is about, for the audit log; text that is none is told to the caller by whoever asks for the field.
    private string? Subject() =>
        AuditNotes
            .Fields.Where(_fields.ContainsKey)
            .Select(name => _fields[name])
            .Where(value => value.ValueKind is JsonValueKind.Number or JsonValueKind.String)
            .Select(value => ReadText(value.ToString))
            .FirstOrDefault(text => !string.IsNullOrEmpty(text));

    // JSON may escape half a surrogate pair, and bytes may not be UTF-8; the reader finds out only when the text is asked for.
    private static string? ReadText(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static ValidationException NotJson(string why) =>
        new([ValidationProblem.InBody([], "not JSON: " + why, "value_error.jsondecode")]);
}
