using System.Text.RegularExpressions;
using NJsonSchema;

namespace Audience.Api.OpenApi;

/// <summary>Makes one line of descriptions that are wrapped in the source: where a line ends there means nothing to a reader.</summary>
internal static partial class WrappedTexts
{
    /// <summary>Unwraps the descriptions of schemas and of their properties.</summary>
    public static void Unwrap(IEnumerable<JsonSchema> schemas)
    {
        foreach (var schema in schemas)
        {
            schema.Description = Unwrap(schema.Description);
            foreach (var property in schema.Properties.Values)
                property.Description = Unwrap(property.Description);
        }
    }

    private static string? Unwrap(string? text) => text is null ? null : LineEnd().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.None, 1000)]
    private static partial Regex LineEnd();
}
