using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Generation.TypeMappers;

namespace Audience.Api.OpenApi;

/// <summary>PATTERN in the document: an object with a list for each label, whose entries depend on the model.</summary>
internal static class PatternSchema
{
    /// <summary>Stands in for the type that the request has for it.</summary>
    public static ITypeMapper Mapper { get; } =
        new PrimitiveTypeMapper(
            typeof(JsonElement),
            schema =>
            {
                schema.Type = JsonObjectType.Object;
                schema.AdditionalPropertiesSchema = new JsonSchema { Type = JsonObjectType.Array, Item = new JsonSchema() };
            }
        );
}
