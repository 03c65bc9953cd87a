namespace Audience.Data.Sources;

/// <summary>The name of a source table with its schema: <c>wh_tiktok.ts_page_content</c>.</summary>
public static class SourceName
{
    /// <summary>Its parts; null where it is no such name.</summary>
    public static (string Schema, string Table)? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('.') is [var schema, var table] && SqlNames.IsValid(schema) && SqlNames.IsValid(table) ? (schema, table) : null;
    }
}
