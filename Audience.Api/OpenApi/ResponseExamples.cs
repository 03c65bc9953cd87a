using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace Audience.Api.OpenApi;

/// <summary>
/// Gives every answer in JSON an example: its form is the schema's, so that it cannot fall behind, and its values stand in
/// <c>example-values.json</c> by the name of a property, of a schema and its property, or of an operation.
/// </summary>
internal sealed class ResponseExamples
{
    // No answer nests deeper; a schema that holds itself ends here.
    private const int MaxDepth = 14;

    private readonly JObject _values = Read();
    private readonly Dictionary<JsonSchema, string> _names;

    private ResponseExamples(OpenApiDocument document) =>
        _names = document.Definitions.DistinctBy(d => d.Value.ActualSchema).ToDictionary(d => d.Value.ActualSchema, d => d.Key);

    /// <summary>Adds them to all answers of a document.</summary>
    /// <exception cref="InvalidOperationException">A text of an answer has no value.</exception>
    public static void Add(OpenApiDocument document)
    {
        var examples = new ResponseExamples(document);
        foreach (var operation in document.Operations.Select(o => o.Operation))
            if (operation.Responses["200"].Content.TryGetValue("application/json", out var json) && json.Schema is { } schema)
                json.Example = examples.Of(operation.OperationId, schema);
    }

    private JToken Of(string operation, JsonSchema schema)
    {
        if (_values[operation] is not { } text)
            return Make(schema, "", operation, 0);
        // What was done is said in a text, alone or in an envelope.
        return Actual(schema).Type.HasFlag(JsonObjectType.String) ? text : new JObject { ["error_code"] = 200, ["error_message"] = text };
    }

    private JToken Make(JsonSchema given, string owner, string name, int depth)
    {
        var schema = Actual(given);
        if ((_values[$"{owner}.{name}"] ?? _values[name]) is { } value && Fits(schema, value))
            return value.DeepClone();
        if (depth > MaxDepth)
            return schema.Type.HasFlag(JsonObjectType.Array) ? new JArray() : JValue.CreateNull();
        if (schema.Type.HasFlag(JsonObjectType.Array))
            return schema.Item is null ? new JArray() : new JArray(Make(schema.Item, owner, name, depth + 1));
        if (schema.ActualProperties.Count > 0)
        {
            string type = _names.GetValueOrDefault(schema, owner);
            return new JObject(Properties(schema).Select(p => new JProperty(p.Key, Make(p.Value, type, p.Key, depth + 1))));
        }
        if (schema.AdditionalPropertiesSchema is { } values && schema.Type.HasFlag(JsonObjectType.Object))
            return new JObject(new JProperty("female", Make(values, owner, name, depth + 1)));
        if (schema.Type.HasFlag(JsonObjectType.Integer))
            return 1;
        if (schema.Type.HasFlag(JsonObjectType.Number))
            return 0.5;
        if (schema.Type.HasFlag(JsonObjectType.Boolean))
            return false;
        if (schema.Format is JsonFormatStrings.DateTime)
            return "2026-11-26T19:50:04";
        if (schema.Format is JsonFormatStrings.Date)
            return "2026-11-26";
        if (given.IsNullable(SchemaType.OpenApi3) || schema.Type == JsonObjectType.None)
            return JValue.CreateNull();
        throw new InvalidOperationException($"example-values.json has no text for {owner}.{name}");
    }

    // Those of the schemas that it inherits come first.
    private static IEnumerable<KeyValuePair<string, JsonSchemaProperty>> Properties(JsonSchema schema) =>
        schema.AllInheritedSchemas.Reverse().Append(schema).SelectMany(s => s.ActualProperties).DistinctBy(p => p.Key);

    // What may be null refers to its schema by oneOf.
    private static JsonSchema Actual(JsonSchema schema) =>
        schema.ActualSchema is { OneOf.Count: 1 } one ? one.OneOf.First().ActualSchema : schema.ActualSchema;

    private static bool Fits(JsonSchema schema, JToken value) =>
        value.Type switch
        {
            JTokenType.String => schema.Type.HasFlag(JsonObjectType.String) && schema.Format is null || IsAnything(schema),
            JTokenType.Integer => schema.Type.HasFlag(JsonObjectType.Integer) || schema.Type.HasFlag(JsonObjectType.Number),
            JTokenType.Float => schema.Type.HasFlag(JsonObjectType.Number),
            JTokenType.Array => schema.Type.HasFlag(JsonObjectType.Array),
            _ => IsAnything(schema),
        };

    private static bool IsAnything(JsonSchema schema) => schema.Type == JsonObjectType.None && schema.ActualProperties.Count == 0;

    private static JObject Read()
    {
        using var stream = typeof(ResponseExamples).Assembly.GetManifestResourceStream("Audience.Api.OpenApi.example-values.json")!;
        using var reader = new JsonTextReader(new StreamReader(stream)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
