using System.Globalization;
using System.Text;
using Audience.Web.Serving;
using Audience.Web.Texts;
using CsvHelper;
using CsvHelper.Configuration;

namespace Audience.Web.Definitions;

/// <summary>Rules of a file, in place of those that are typed: a CSV of label, rule and way of matching, lines, or JSON.</summary>
internal static class RuleFile
{
    /// <summary>The name of the form's field.</summary>
    public const string Name = "RULES_FILE";

    // Bytes: as much as the field for rules takes.
    private const int MaxBytes = 16_000_000;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The form with the rules of the file that came with it; as it is where none came.</summary>
    public static async Task<NewTaskForm> IntoAsync(
        NewTaskForm form,
        IFormCollection fields,
        Words words,
        CancellationToken cancellationToken
    )
    {
        if (fields.Files[Name] is not { Length: > 0 } file)
            return form;
        if (file.Length > MaxBytes)
            return Wrong(form, words["New.FileLarge", Words.Number(MaxBytes / 1_000_000)]);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        if (Decode(bytes.ToArray()) is not { } text)
            return Wrong(form, words["New.FileNoText", file.FileName]);
        try
        {
            bool isCsv = file.FileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
            return form.With(("PATTERN", isCsv ? Lines(text) : text.ReplaceLineEndings("\n")));
        }
        catch (BadDataException e)
        {
            return Wrong(form, words["New.FileLine", e.Context?.Parser?.RawRow ?? 0]);
        }
    }

    private static NewTaskForm Wrong(NewTaskForm form, string text) => form with { Mistakes = [.. form.Mistakes, new Mistake(Name, text)] };

    // By its mark, as UTF-8, or else as Big5, which Traditional Chinese spreadsheets still write; null where it is no text.
    private static string? Decode(byte[] bytes)
    {
        string? text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Try(s_utf8, bytes.AsSpan(3)),
            [0xFF, 0xFE, ..] => Try(Encoding.Unicode, bytes.AsSpan(2)),
            [0xFE, 0xFF, ..] => Try(Encoding.BigEndianUnicode, bytes.AsSpan(2)),
            _ => Try(s_utf8, bytes) ?? Try(Big5(), bytes),
        };
        return text is null || text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    private static Encoding Big5() =>
        CodePagesEncodingProvider.Instance.GetEncoding("big5", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static string? Try(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // A row as the line that says the same; what a line cannot hold stays in the cell's quotes, and is found when the lines are read.
    private static string Lines(string text)
    {
        using var reader = new StringReader(text);
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { DetectDelimiter = true });
        var lines = new StringBuilder();
        while (csv.Read())
        {
            string[] cells = [.. csv.Record!.Select(c => c.ReplaceLineEndings(" ").Replace('\t', ' ').Trim())];
            lines.AppendJoin('\t', cells.Take(3)).Append('\n');
        }
        return lines.ToString();
    }
}
