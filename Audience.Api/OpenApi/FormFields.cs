using NJsonSchema;
using NSwag;

namespace Audience.Api.OpenApi;

/// <summary>The fields of a multipart form that an endpoint reads, for the OpenAPI document.</summary>
/// <param name="Fields">Name, what it holds, whether it must be there.</param>
internal sealed record FormFields(
    params IReadOnlyList<(string Name, JsonObjectType Type, string? Format, string Description, bool Required)> Fields
)
{
    /// <summary>The body that describes them.</summary>
    public OpenApiRequestBody ToBody()
    {
        var schema = new JsonSchema { Type = JsonObjectType.Object };
        foreach (var (name, type, format, description, required) in Fields)
            schema.Properties[name] = new JsonSchemaProperty
            {
                Type = type,
                Format = format,
                Description = description,
                IsRequired = required,
                // Clients would else insist on what may be left out.
                IsNullableRaw = required ? null : true,
            };
        return new OpenApiRequestBody
        {
            IsRequired = true,
            Content = { ["multipart/form-data"] = new OpenApiMediaType { Schema = schema } },
        };
    }
}
