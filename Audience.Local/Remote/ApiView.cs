using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Audience.Local.Remote;

/// <summary>Shows what the API says, as tables for people or as JSON for programs.</summary>
internal class ApiView(bool json)
{
    protected static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether JSON is wanted.</summary>
    protected bool IsJson => json;

    /// <summary>Says that something was written to a file.</summary>
    public int Saved(string file, long bytes) =>
        file == "-" ? 0 : Show(new { file, bytes }, Line($"{file}: {bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes"));

    /// <summary>Says what the API says in words.</summary>
    public int Say(string message) => Show(message, Line(message));

    /// <summary>Shows each field of something.</summary>
    public int Fields<T>(T value)
    {
        var table = new Table().HideHeaders().AddColumns("", "");
        foreach (var field in JsonSerializer.SerializeToElement(value, Options).EnumerateObject())
            table.AddRow(Row(field.Name, field.Value.ToString()));
        return Show(value, table);
    }

    /// <summary>Shows a value: as JSON, or as the table that was made of it.</summary>
    public int Show<T>(T value, Table table)
    {
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(value, Options));
        else
            AnsiConsole.Write(table);
        return 0;
    }

    /// <summary>The cells of a row. What users typed is text, not markup.</summary>
    public static string[] Row(params object?[] cells) =>
        [.. cells.Select(c => Markup.Escape(string.Format(CultureInfo.InvariantCulture, c is DateTime ? "{0:s}" : "{0}", c)))];

    private static Table Line(string text) => new Table().HideHeaders().NoBorder().AddColumn("").AddRow(Row(text));
}
