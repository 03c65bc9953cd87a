using NJsonSchema;
using NJsonSchema.CodeGeneration;

namespace Audience.ClientGenerator;

/// <summary>Names of the contract as C# has them: <c>MODEL_TYPE</c> and <c>model_type</c> are both <c>ModelType</c>.</summary>
internal sealed class PropertyNames : IPropertyNameGenerator
{
    public string Generate(JsonSchemaProperty property) =>
        string.Concat(
            property
                .Name.Split('_', '-', ' ')
                .Where(word => word.Length > 0)
                .Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant())
        );
}
