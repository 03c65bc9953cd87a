using System.Text;
using CsCheck;

namespace Audience.Tests.Fuzz;

/// <summary>Texts, numbers and dates that have broken systems before, as JSON has them.</summary>
internal static class FuzzTexts
{
    /// <summary>A text as it stands, to be put into a JSON string or a path.</summary>
    public static readonly Gen<string> Nasty = Gen.Frequency(
        (
            4,
            Gen.OneOf(
                "",
                " ",
                "\0",
                "a\0b",
                "'",
                "\"",
                "`",
                "\\",
                "%",
                "_",
                "%00",
                "%s%n",
                "*",
                "?",
                "null",
                "true",
                "NaN",
                "undefined",
                "-1",
                "0x1F",
                "${x}",
                "{{1}}",
                "'; DROP TABLE state; --",
                "` OR 1=1",
                "../../../etc/passwd",
                "..\\..",
                "/etc/passwd",
                "file:///etc/passwd",
                "http://169.254.169.254/latest/",
                "a\r\nSet-Cookie: x=1",
                "<script>alert(1)</script>",
                "\u202Eabc",
                "\uFEFF",
                "\uFFFF",
                "e\u0301",
                "İıſK",
                "ß",
                "👩‍👩‍👧",
                "𐀀",
                "小姐",
                "\u0085",
                "\u2028",
                "\b\f\v\t",
                "COM1",
                "CON",
                "state",
                "task_definition",
                "information_schema"
            )
        ),
        (1, Gen.Int[1, 300].Select(n => new string('a', n))),
        (1, Gen.OneOf(63, 64, 65, 180, 181, 190, 191, 255, 256, 4_096, 65_536).Select(n => new string('人', n))),
        (2, Gen.Int[0, 0xD7FF].Array[0, 12].Select(units => new string([.. units.Select(u => (char)u)])))
    );

    /// <summary>Dates and times, good and bad, at both ends of the calendar.</summary>
    public static readonly Gen<string> Time = Gen.OneOf(
        "2020-01-01",
        "2020-01-02",
        "2020-01-01 06:00:00",
        "2020-01-01T06:00",
        "2020-01-01 00:00:00.000001",
        "  2020-01-01  ",
        "0001-01-01",
        "0000-00-00",
        "0999-12-31",
        "1000-01-01",
        "1582-10-10",
        "1900-02-29",
        "1969-12-31 23:59:59",
        "2038-01-19 03:14:08",
        "9999-12-31",
        "9999-12-31 23:59:59.999999",
        "9999-12-31T24:00:00",
        "10000-01-01",
        "-2020-01-01",
        "2020-1-1",
        "2020-02-30",
        "2020-13-01",
        "2020-01-01T00:00:00Z",
        "2020-01-01T00:00:00+08:00",
        "20200101",
        "1577836800",
        "２０２０-01-01",
        "2020-01-01\0",
        "2020‐01‐01"
    );

    /// <summary>A JSON string, now and then with escapes that no text may hold.</summary>
    public static Gen<string> Quoted(Gen<string> text) =>
        Gen.Frequency(
            (12, text.Select(Quote)),
            (1, Gen.OneOf("\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\x41\"", "\"\\\"", "\"", "'a'", "\"a\nb\""))
        );

    /// <summary>A JSON value of any kind.</summary>
    public static readonly Gen<string> Value = Gen.Frequency(
        (3, Quoted(Nasty)),
        (2, Quoted(Time)),
        (
            3,
            Gen.OneOf(
                "null",
                "true",
                "false",
                "0",
                "-0",
                "-1",
                "1",
                "7",
                "86400",
                "86401",
                "2147483647",
                "2147483648",
                "-9223372036854775809",
                "1e400",
                "-1e400",
                "1E2",
                "0.1",
                "1.0",
                "00",
                "+1",
                ".5",
                "NaN",
                "0x10",
                "123456789012345678901234567890",
                "[]",
                "{}",
                "[[]]",
                "[null]",
                "{\"\":null}",
                "[1,2,3]",
                "{\"a\":{\"b\":{\"c\":[]}}}",
                ""
            )
        ),
        (1, Gen.Int[1, 1_000].Select(n => string.Concat(Enumerable.Repeat("[", n)) + string.Concat(Enumerable.Repeat("]", n)))),
        (1, Gen.Int[1, 1_000].Select(n => string.Concat(Enumerable.Repeat("{\"a\":", n)) + "1" + new string('}', n))),
        (1, Gen.Int[1, 400].Select(n => "1" + new string('0', n)))
    );

    /// <summary>The text between quotes; what JSON must escape is escaped.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (char c in text)
            if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else if (c < ' ')
                json.Append("\\u").Append(((int)c).ToString("x4", null));
            else
                json.Append(c);
        return json.Append('"').ToString();
    }
}
