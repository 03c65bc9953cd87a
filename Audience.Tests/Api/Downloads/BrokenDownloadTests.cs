using Audience.Samples;

namespace Audience.Tests.Api.Downloads;

/// <summary>Downloads of a task whose database connection dies in the middle, or whose client leaves.</summary>
[Category("database")]
internal sealed class BrokenDownloadTests
{
    // More than every buffer on the way holds, so that the rows are still being read from the database.
    private const int Copies = 2000;
    private TestSystem _system = null!;
    private string _task = "";

    [OneTimeSetUp]
    public async Task LabelAsync()
    {
        MadePost[] posts = [.. Enumerable.Range(0, 100).Select(i => Post(i))];
        _system = await TestSystem.StartAsync(Backend.Servers, posts);
        _task = await _system.Http.CreateTaskAsync(
            new
            {
                PREDICT_TYPE = "author_name",
                START_TIME = "2020-01-01",
                END_TIME = "2021-01-01",
                COUNTDOWN = 0,
                PATTERN = new { 女性 = new[] { "小姐" } },
            }
        );
        string group = (await _system.Http.WaitUntilDoneAsync(_task)).Text("result")!;
        await using var connection = await _system.Output.OpenAsync(default);
        await Dapper.SqlMapper.ExecuteAsync(
            connection,
            $"""
            INSERT INTO `{group}` (task_id, id, source_author, panel, create_time, field_content, match_content, row_seq)
            SELECT task_id, CONCAT(id, '-', seq), source_author, panel, create_time, field_content, REPEAT(match_content, 10),
                row_seq + 1000 * seq
            FROM `{group}`, seq_1_to_{Copies}
            """
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _system.DisposeAsync();

    [TestCase("csv")]
    [TestCase("jsonl")]
    [TestCase("parquet")]
    public async Task A_dead_connection_breaks_the_transfer(string format)
    {
        using var answer = await BeginAsync(format);
        await using var body = await answer.Content.ReadAsStreamAsync();
        // Parquet begins before its first row.
        long reader = await Eventually.GetAsync(ReaderAsync, id => id != 0, TimeSpan.FromSeconds(20));
        await _system.Input!.ExecuteAsync($"KILL CONNECTION {reader}");
        Assert.That(() => body.CopyToAsync(Stream.Null), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task Nothing_is_read_on_for_a_client_that_has_left()
    {
        using (await BeginAsync("csv"))
            Assert.That(await ReaderAsync(), Is.Not.Zero);
        await Eventually.GetAsync(ReaderAsync, reader => reader == 0, TimeSpan.FromSeconds(20));
    }

    private Task<HttpResponseMessage> BeginAsync(string format) =>
        _system.Http.GetAsync(
            new Uri($"/tasks/{_task}/download/?format={format}", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );

    private Task<long> ReaderAsync() =>
        _system.Input!.ScalarAsync<long>(
            $"SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT l.id%{_task}%' AND id <> CONNECTION_ID()"
        );

    private static MadePost Post(int i) => new($"x{i}", "WH_F0045", "a", $"{i}小姐", "t", "小姐", new DateTime(2020, 1, 3).AddMinutes(i));
}
