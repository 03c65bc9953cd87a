using System.Text.Json;
using Audience.Client;
using NJsonSchema;
using NSwag;

namespace Audience.Tests.Api;

/// <summary>The examples of answers in the committed OpenAPI document.</summary>
[Category("unit")]
internal sealed class OpenApiExampleTests
{
    private static readonly JsonElement s_document = JsonSerializer.Deserialize<JsonElement>(Repository.Read("docs", "openapi.json"));

    private static readonly Lazy<Task<OpenApiDocument>> s_read = new(ReadAsync);

    private static IEnumerable<string> Operations() =>
        s_document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject())
            .Where(o => Answer(o.Value).TryGetProperty("application/json", out _))
            .Select(o => o.Value.Text("operationId")!);

    [TestCaseSource(nameof(Operations))]
    public async Task An_example_is_of_its_schema_and_what_the_client_reads(string operation)
    {
        var json = Answer(Find(operation)).GetProperty("application/json");
        Assert.That(json.TryGetProperty("example", out var example), Is.True, "there is no example");
        var answer = (await s_read.Value).Operations.First(o => o.Operation.OperationId == operation).Operation.Responses["200"];
        var schema = answer.Content["application/json"].Schema;
        Assert.That(schema.Validate(example.GetRawText(), SchemaType.OpenApi3).Select(e => e.ToString()), Is.Empty);
        var method = typeof(AudienceClient).GetMethods().First(m => m.Name == operation + "Async");
        object? read = JsonSerializer.Deserialize(example.GetRawText(), method.ReturnType.GetGenericArguments()[0]);
        Assert.That(read, Is.Not.Null);
        // Nothing of it is unknown to the client.
        using var written = JsonDocument.Parse(JsonSerializer.Serialize(read, read!.GetType()));
        if (example.ValueKind == JsonValueKind.Object)
            Assert.That(example.EnumerateObject().Select(p => p.Name), Is.SubsetOf(Names(written.RootElement)));
    }

    // Each part of a schema that inherits says that there are no properties but its own.
    private static async Task<OpenApiDocument> ReadAsync()
    {
        var document = await OpenApiDocument.FromJsonAsync(Repository.Read("docs", "openapi.json"));
        foreach (var part in document.Definitions.Values.SelectMany(s => s.AllOf).Select(p => p.ActualSchema))
            part.AllowAdditionalProperties = true;
        return document;
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static JsonElement Answer(JsonElement operation) =>
        operation.GetProperty("responses").GetProperty("200").GetProperty("content");

    private static JsonElement Find(string operation) =>
        s_document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject())
            .First(o => o.Value.Text("operationId") == operation)
            .Value;
}
