using System.IO.Compression;
using System.Text;
using Audience.Data.Files;

namespace Audience.Tests.Data.Files;

/// <summary>Files of every format, written and read again.</summary>
[Category("unit")]
internal sealed class TableFileTests
{
    private static readonly string[] s_columns = ["id", "text", "last, one"];
    private static readonly string?[][] s_rows =
    [
        ["1", "plain", "a"],
        ["2", "a \"quoted\", text\nof two\r\nlines\tand a tab", "=1+1"],
        ["3", "", "\\N is a text, 空 \\ too 😀"],
        ["4", "\"", "\\"],
        .. Enumerable.Range(5, 20_000).Select(i => new[] { $"{i}", new string('字', i % 70), i % 3 == 0 ? "\"\",\"" : "x" }),
    ];
    private string _directory = "";

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory("audience-files-").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCase("a.csv")]
    [TestCase("a.tsv")]
    [TestCase("a.jsonl")]
    [TestCase("a.parquet")]
    public async Task Rows_come_back_as_they_were_written(string name)
    {
        string path = Path.Combine(_directory, name);
        await WriteAsync(path, s_rows);
        var (file, rows) = await ReadAsync(path, new());
        Assert.Multiple(() =>
        {
            Assert.That(file.Columns, Is.EqualTo(s_columns));
            Assert.That(rows, Is.EqualTo(s_rows));
        });
    }

    [TestCase("a.tsv")]
    [TestCase("a.jsonl")]
    [TestCase("a.parquet")]
    public async Task What_is_null_stays_null(string name)
    {
        string path = Path.Combine(_directory, name);
        string?[][] rows =
        [
            ["1", null, ""],
            ["2", "", null],
        ];
        await WriteAsync(path, rows);
        Assert.That((await ReadAsync(path, new())).Rows, Is.EqualTo(rows));
    }

    [TestCase("a.csv")]
    [TestCase("a.tsv")]
    [TestCase("a.jsonl")]
    [TestCase("a.parquet")]
    public async Task The_only_cell_of_a_row_may_be_empty(string name)
    {
        string path = Path.Combine(_directory, name);
        string[][] rows =
        [
            ["a"],
            [""],
            ["b"],
            [""],
        ];
        await WriteAsync(path, rows, ["labels"]);
        Assert.That((await ReadAsync(path, new())).Rows, Is.EqualTo(rows));
    }

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("utf-16BE")]
    [TestCase("big5")]
    public async Task The_encoding_is_found_out_also_when_packed(string encoding)
    {
        string text = "id;內容\r\n1;\"今天；天氣;真好\"\r\n\r\n2;很好";
        var bytes = TextEncodings.Parse(encoding);
        string path = Path.Combine(_directory, "a.csv.gz");
        await using (var file = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            await file.WriteAsync((byte[])[.. encoding == "big5" ? [] : bytes.GetPreamble(), .. bytes.GetBytes(text)]);
        var (table, rows) = await ReadAsync(path, new());
        Assert.Multiple(() =>
        {
            Assert.That(table.Columns, Is.EqualTo(["id", "內容"]));
            Assert.That(rows, Is.EqualTo(new string[][] { ["1", "今天；天氣;真好"], ["2", "很好"] }));
        });
    }

    [Test]
    public async Task A_quote_counts_only_where_a_cell_begins_and_a_bad_row_is_named_by_its_line()
    {
        string path = Write("a.csv", "id,text\n1,5\" disk\n2\n3,\"a\nb\"\n4,a,b\n5,\"a\"b\n6,c\n7,\"d");
        await using var file = await TableFile.OpenAsync(path, new(), default);
        var parser = file.CreateParser();
        var block = new Block();
        List<string> seen = [];
        while (await file.ReadAsync(block, default))
        {
            parser.Start(block);
            while (parser.Next())
                seen.Add(parser.Problem is { } problem ? $"{parser.Line}: {problem}" : Encoding.UTF8.GetString(parser[1]));
        }
        Assert.That(
            seen,
            Is.EqualTo([
                "5\" disk",
                "3: too few columns",
                "a\nb",
                "6: too many columns",
                "7: text behind a closing quote",
                "c",
                "9: a quote that is not closed",
            ])
        );
    }

    [Test]
    public void Records_end_where_no_quote_is_open()
    {
        Assert.Multiple(() =>
        {
            Assert.That(CsvParser.RecordsEnd("a,\"b\nc\"\"\n\",d\ne,\"f\n"u8, (byte)','), Is.EqualTo(13));
            Assert.That(CsvParser.RecordsEnd("a,\"b\n\""u8, (byte)','), Is.Zero, "the quote may be the first of two");
            Assert.That(CsvParser.RecordsEnd("a,5\"\nb,\"\n"u8, (byte)','), Is.EqualTo(5));
        });
    }

    private static readonly TestCaseData[] s_wrong =
    [
        new("a.csv", ""u8.ToArray(), "is empty"),
        new("a.csv", "PK\u0003\u0004 and more"u8.ToArray(), "ZIP archive, as .xlsx"),
        new("a.csv", "PAR1 and more"u8.ToArray(), "is a Parquet file, not csv"),
        new("a.parquet", "id,text\n"u8.ToArray(), "no Parquet file"),
        new("a.parquet", "PAR1 and more"u8.ToArray(), "broken Parquet file"),
        new("a.csv.gz", "id,text\n"u8.ToArray(), "is not packed by gzip"),
        new("a.csv", "SQLite format 3\0"u8.ToArray(), "SQLite database"),
        new("a.jsonl", "id,text\n1,2\n"u8.ToArray(), "line 1: not a JSON object"),
        new("a.csv", "{\"text\":\"a\"}\n"u8.ToArray(), "begins with a JSON object: say --format jsonl, or --format csv"),
        new("a.csv", "id,id\n1,2\n"u8.ToArray(), "two columns 'id'"),
        new("a.csv", (byte[])[.. "id,text\n"u8, 0x81, 0xFF, 0xFE, 0x0A], "neither UTF-8"),
        new("a.csv", (byte[])[.. "id,text\n\n\n"u8, 0, 0, 0, 1], "NUL"),
    ];

    [TestCaseSource(nameof(s_wrong))]
    public void What_is_not_what_it_seems_is_refused_with_a_reason(string name, byte[] content, string reason)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, content);
        Assert.That(async () => await ReadAsync(path, new()), Throws.TypeOf<FileException>().With.Message.Contains(reason));
    }

    [Test]
    public async Task A_gzip_that_was_cut_or_damaged_is_broken_rather_than_short()
    {
        string path = Path.Combine(_directory, "a.csv");
        await WriteAsync(path, s_rows);
        byte[] whole = Packed(await File.ReadAllBytesAsync(path));
        File.WriteAllBytes(path + ".gz", whole[..^20_000]);
        Assert.That(async () => await ReadAsync(path + ".gz", new()), Throws.TypeOf<FileException>().With.Message.Contains("is broken"));
        whole[whole.Length / 2] ^= 0xFF;
        whole[whole.Length / 2 + 1] ^= 0xFF;
        File.WriteAllBytes(path + ".gz", whole);
        Assert.That(async () => await ReadAsync(path + ".gz", new()), Throws.TypeOf<FileException>().With.Message.Contains("are damaged"));
    }

    [Test]
    public async Task Gzip_files_one_behind_the_other_are_one()
    {
        string path = Path.Combine(_directory, "a.csv.gz");
        byte[][] parts = [.. new[] { "id,text\n", "1,a\n", "", "2,b\n" }.Select(part => Packed(Encoding.UTF8.GetBytes(part)))];
        byte[] all = [.. parts.SelectMany(part => part)];
        File.WriteAllBytes(path, all);
        Assert.That((await ReadAsync(path, new())).Rows, Is.EqualTo(new string[][] { ["1", "a"], ["2", "b"] }));
        File.WriteAllBytes(path, all[..^3]);
        Assert.That(async () => await ReadAsync(path, new()), Throws.TypeOf<FileException>().With.Message.Contains("is broken"));
    }

    [Test]
    public void A_row_that_never_ends_is_refused()
    {
        string path = Path.Combine(_directory, "a.csv");
        using (var file = File.CreateText(path))
        {
            file.Write("id,text\n1,\"");
            for (int i = 0; i < 1100; i++)
                file.Write(new string('x', 100_000));
        }
        Assert.That(
            async () => await ReadAsync(path, new()),
            Throws.TypeOf<FileException>().With.Message.Contains("line 2 has more than 64 MB")
        );
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static byte[] Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static async Task WriteAsync(string path, string?[][] rows, string[]? columns = null)
    {
        columns ??= s_columns;
        var writer = RowWriter.Create(FileFormats.OfName(path)!.Value, columns);
        writer.Header();
        foreach (string?[] row in rows)
        {
            writer.Begin();
            foreach (string? cell in row)
                if (cell is null)
                    writer.AddNull();
                else
                    writer.Add(Encoding.UTF8.GetBytes(cell));
            writer.End();
        }
        await using var file = File.Create(path);
        if (writer is PackedWriter)
        {
            await using var sink = await ParquetSink.CreateAsync(columns, file, default);
            await sink.WriteAsync(writer.Output, default);
        }
        else
            file.Write(writer.Output.Written);
    }

    private static async Task<(TableFile File, List<string?[]> Rows)> ReadAsync(string path, TableFileOptions options)
    {
        await using var file = await TableFile.OpenAsync(path, options, default);
        var parser = file.CreateParser();
        var block = new Block();
        List<string?[]> rows = [];
        while (await file.ReadAsync(block, default))
        {
            parser.Start(block);
            while (parser.Next())
            {
                if (parser.Problem is not null)
                    continue;
                rows.Add([
                    .. Enumerable.Range(0, file.Columns.Count).Select(i => parser.IsNull(i) ? null : Encoding.UTF8.GetString(parser[i])),
                ]);
            }
        }
        return (file, rows);
    }
}
