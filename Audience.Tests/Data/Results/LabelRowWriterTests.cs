using System.Text;
using Audience.Data;
using Audience.Data.Results;
using Audience.Data.Schema;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Tests.Data.Results;

/// <summary>Whatever the server allows, a row arrives as it was found, to the last byte.</summary>
[Category("database")]
internal sealed class LabelRowWriterTests
{
    private const int Chunk = 7;
    private static readonly string s_task = new('a', 32);

    private static readonly string[] s_texts =
    [
        "",
        " ",
        @"\",
        @"\N",
        @"\t",
        "\t",
        "\n",
        "\r\n",
        "\0",
        "\u001a",
        "'",
        "\"",
        "a\tb\\c\nd\re\0f",
        "NULL",
        "陳小姐",
        "é",
        "👩‍👧",
        "\U0001F468\\",
        new string('\\', 9_000),
        new string('娘', 100_000),
    ];

    [Test]
    public async Task A_row_arrives_as_it_was_found_on_a_server([Values] bool loads, [Values] bool scores)
    {
        await using var schema = await TestDatabase.CreateAsync();
        await using var output = OutputDatabases.MySql(
            new MySqlConnectionStringBuilder(schema.ConnectionString) { AllowLoadLocalInfile = loads },
            schema.Name,
            NullLoggerFactory.Instance
        );
        await CheckAsync(output, scores);
    }

    [Test]
    public async Task A_row_arrives_as_it_was_found_in_a_file([Values] bool scores)
    {
        var directory = Directory.CreateTempSubdirectory("audience-rows-");
        await using (var output = OutputDatabases.Sqlite(directory.FullName, "results"))
            await CheckAsync(output, scores);
        directory.Delete(recursive: true);
    }

    // Every other row has a score, from 0 to 1.
    private static double Score(int row) => row % 2 == 1 ? double.NaN : row / 100_003.0 * 5_000;

    private static async Task CheckAsync(OutputDatabase output, bool scores)
    {
        var rows = new LabelRows { Origin = new LabelRowOrigin(s_task, Chunk, [.. s_texts.Select(Panel)], scores) };
        for (int i = 0; i < s_texts.Length; i++)
            rows.Add(
                i,
                (ulong)i * 0x9E37_79B9_7F4A_7C15,
                Bytes(s_texts[i]),
                Bytes("s_" + s_texts[i]),
                "2020-01-01 00:00:00.000001"u8,
                Bytes(s_texts[i] + "s"),
                Bytes(s_texts[i]),
                Score(i)
            );
        await using var connection = await output.OpenAsync(default);
        // A table that is there already gets the column.
        await output.EnsureTableAsync(output.Schema, ResultTables.Label("blog"), connection, default);
        await output.EnsureTableAsync(output.Schema, ResultTables.Label("blog", scores), connection, default);
        await using var transaction = await output.Dialect.BeginAsync(connection, default);
        await output.Dialect.LabelRowWriter.WriteAsync(connection, transaction, "blog", rows, default);
        await transaction.CommitAsync();

        var written = (
            await connection.QueryAsync<Row>(
                "SELECT id, task_id TaskId, source_author SourceAuthor, panel, create_time Time, field_content "
                    + "Source, match_content `Match`, chunk_seq Chunk, row_seq Seq, author_hash AuthorHash"
                    + (scores ? ", score Score " : ", NULL Score ")
                    + "FROM blog ORDER BY row_seq"
            )
        ).ToList();
        Assert.That(
            written,
            Is.EqualTo(
                s_texts.Select(
                    (text, i) =>
                        new Row
                        {
                            Id = text,
                            TaskId = s_task,
                            SourceAuthor = "s_" + text,
                            Panel = Encoding.UTF8.GetString(Panel(text)),
                            Time = new DateTime(2020, 1, 1).AddMicroseconds(1),
                            Source = text + "s",
                            Match = text,
                            Chunk = Chunk,
                            Seq = i,
                            AuthorHash = i * unchecked((long)0x9E37_79B9_7F4A_7C15),
                            Score = scores && !double.IsNaN(Score(i)) ? Math.Round(Score(i), 6) : null,
                        }
                )
            )
        );
    }

    // As long as its column takes.
    private static byte[] Panel(string text) => Bytes("/" + text[..Math.Min(text.Length, 180)]);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    // SQLite shows times as text and every number as a long.
    private sealed record Row
    {
        public required string Id { get; init; }
        public required string TaskId { get; init; }
        public required string SourceAuthor { get; init; }
        public required string Panel { get; init; }
        public required DateTime Time { get; init; }
        public required string Source { get; init; }
        public required string Match { get; init; }
        public required int Chunk { get; init; }
        public required int Seq { get; init; }
        public required long AuthorHash { get; init; }
        public required double? Score { get; init; }
    }
}
