using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Audience.Api.Documents;

/// <summary>A CSV as lines of cells.</summary>
internal static class CsvLines
{
    private const int MaxCell = 1_100_000;

    /// <summary>Reads a file; each line with its number, counted from 1 as an editor shows it. Empty lines are left out.</summary>
    /// <exception cref="Errors.ApiException">400: a quote is not closed, or stands within a cell; the message names the line.</exception>
    public static IEnumerable<(long Line, string[] Cells)> Read(Stream file, Encoding encoding)
    {
        file.Position = 0;
        string delimiter = Delimiter(file, encoding);
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        string? bad = null;
        using var parser = new CsvParser(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = delimiter,
                BadDataFound = found => bad ??= found.Field,
                MaxFieldSize = MaxCell,
            }
        );
        while (true)
        {
            long line = parser.RawRow + 1;
            if (!Next(parser, line))
                yield break;
            string[] cells = parser.Record!;
            if (bad is not null)
                throw DocumentErrors.Bad(
                    Invariant($"nothing was written. line {line}: the quotes of '{DocumentErrors.Shown(bad)}' do not fit; ")
                        + "a cell with quotes begins and ends with one, and has two for each within"
                );
            yield return (First(parser), cells);
        }
    }

    private static bool Next(CsvParser parser, long line)
    {
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw DocumentErrors.Bad(
                Invariant($"nothing was written. line {line}: a cell has more than {MaxCell} characters; a quote may not be closed")
            );
        }
    }

    // The parser tells on which line a record ends.
    private static long First(CsvParser parser) => parser.RawRow - parser.RawRecord.AsSpan().TrimEnd("\r\n").Count('\n');

    private static string Delimiter(Stream file, Encoding encoding)
    {
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
        char[] start = new char[4096];
        var header = start.AsSpan(0, text.ReadBlock(start));
        int end = header.IndexOfAny('\r', '\n');
        header = end < 0 ? header : header[..end];
        return header.Count('\t') > header.Count(',') ? "\t" : ",";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
