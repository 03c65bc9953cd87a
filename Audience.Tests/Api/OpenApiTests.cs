using System.Text.Json;

namespace Audience.Tests.Api;

/// <summary>The committed OpenAPI document.</summary>
[Category("database"), NonParallelizable]
internal sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true };

    [Test]
    public async Task The_committed_document_is_what_the_api_serves()
    {
        var served = (await SharedApi.Http.GetAnswerAsync("/openapi.json")).Json;
        var committed = JsonSerializer.Deserialize<JsonElement>(Repository.Read("docs", "openapi.json"));
        Assert.That(
            Text(served),
            Is.EqualTo(Text(committed)),
            "renew it with: dotnet run -c Release --project Audience.Local -- openapi > docs/openapi.json"
        );
    }

    [Test]
    public void Every_operation_field_and_parameter_is_described()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(Repository.Read("docs", "openapi.json"));
        var missing = new List<string>();
        foreach (
            var operation in document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => o.Value))
        )
        {
            string name = operation.Text("operationId")!;
            if (!Described(operation) || !operation.TryGetProperty("summary", out _))
                missing.Add(name);
            if (operation.TryGetProperty("parameters", out var parameters))
                missing.AddRange(parameters.EnumerateArray().Where(p => !Described(p)).Select(p => $"{name} {p.Text("name")}"));
        }
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject())
            if (schema.Value.TryGetProperty("properties", out var properties))
                missing.AddRange(properties.EnumerateObject().Where(p => !Described(p.Value)).Select(p => $"{schema.Name}.{p.Name}"));
        Assert.That(missing, Is.Empty);
    }

    [TestCase("401")]
    [TestCase("429")]
    public void Every_operation_tells_what_may_keep_a_caller_out(string status)
    {
        var document = JsonSerializer.Deserialize<JsonElement>(Repository.Read("docs", "openapi.json"));
        var operations = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => o.Value))
            .ToList();
        Assert.That(operations, Is.Not.Empty);
        Assert.That(
            operations.Where(o => !o.GetProperty("responses").TryGetProperty(status, out _)).Select(o => o.Text("operationId")),
            Is.Empty
        );
    }

    // The address that it was asked at is the one thing that differs from place to place.
    private static string Text(JsonElement document) =>
        JsonSerializer.Serialize(
            document.EnumerateObject().Where(p => p.Name != "servers").ToDictionary(p => p.Name, p => p.Value),
            s_readable
        );

    private static bool Described(JsonElement element) =>
        element.TryGetProperty("description", out var text) && text.GetString()!.Length > 0;
}
