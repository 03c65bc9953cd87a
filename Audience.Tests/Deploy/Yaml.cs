using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Audience.Tests.Deploy;

/// <summary>Reads YAML as JSON, with anchors and merge keys (<c>&lt;&lt;</c>) resolved.</summary>
internal static class Yaml
{
    private static readonly IDeserializer s_deserializer = new DeserializerBuilder()
        .WithAttemptingUnquotedStringTypeDeserialization()
        .Build();

    /// <summary>The documents in a text.</summary>
    public static IReadOnlyList<JsonObject> ReadAll(string text)
    {
        var parser = new MergingParser(new Parser(new StringReader(text)));
        var documents = new List<JsonObject>();
        parser.Consume<StreamStart>();
        while (!parser.Accept<StreamEnd>(out _))
            documents.Add(ToJson(s_deserializer.Deserialize<object>(parser))!.AsObject());
        return documents;
    }

    private static JsonNode? ToJson(object? value) =>
        value switch
        {
            null => null,
            IDictionary<object, object?> map => new JsonObject(map.Select(e => KeyValuePair.Create((string)e.Key, ToJson(e.Value)))),
            IEnumerable<object?> list => new JsonArray([.. list.Select(ToJson)]),
            string text => JsonValue.Create(text),
            IFormattable number => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture)),
            _ => JsonSerializer.SerializeToNode(value),
        };
}
