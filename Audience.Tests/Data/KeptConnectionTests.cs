using Dapper;
using MySqlConnector;

namespace Audience.Tests.Data;

/// <summary>The connection that stays open for what is asked again and again.</summary>
[Category("database")]
internal sealed class KeptConnectionTests : OutputTest
{
    [Test]
    public async Task It_stays_the_same_and_the_server_hears_nothing_but_the_questions()
    {
        long first = await IdAsync();
        long before = await QuestionsAsync();
        for (int i = 0; i < 10; i++)
            Assert.That(await IdAsync(), Is.EqualTo(first));
        // The count itself is one of them.
        Assert.That(await QuestionsAsync() - before, Is.EqualTo(11));
    }

    [Test]
    public async Task Where_it_breaks_another_takes_its_place_and_nobody_notices()
    {
        long first = await IdAsync();
        await Schema.ExecuteAsync($"KILL {first}");
        Assert.That(await IdAsync(), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task A_question_that_fails_says_so_and_the_next_is_answered()
    {
        for (int i = 0; i < 2; i++)
            Assert.ThrowsAsync<MySqlException>(() => Output.Kept.RunAsync(c => c.ExecuteAsync("SELECT nothing"), default));
        Assert.That(await IdAsync(), Is.Positive);
    }

    private Task<long> IdAsync() => Output.Kept.RunAsync(c => c.ExecuteScalarAsync<long>("SELECT CONNECTION_ID()"), default);

    private Task<long> QuestionsAsync() =>
        Output.Kept.RunAsync(async c => (await c.QuerySingleAsync<(string, long)>("SHOW SESSION STATUS LIKE 'Questions'")).Item2, default);
}
