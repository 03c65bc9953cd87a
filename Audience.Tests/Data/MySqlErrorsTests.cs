using Audience.Data.Servers;
using MySqlConnector;

namespace Audience.Tests.Data;

/// <summary>What passes by itself is tried again; everything else is told.</summary>
[Category("database")]
internal sealed class MySqlErrorsTests
{
    [TestCase("SELECT SLEEP(60)", true, TestName = "A server that does not answer in time is waited for")]
    [TestCase("KILL CONNECTION_ID()", true, TestName = "A connection that an operator ended is opened anew")]
    [TestCase("SELECT no_such_column", false, TestName = "A statement that is wrong stays so")]
    public async Task Errors_pass_or_stay(string sql, bool passes)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = new MySqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 1 };
        var error = Assert.CatchAsync<Exception>(() => command.ExecuteNonQueryAsync());
        Assert.That(MySqlErrors.IsTransient(error!), Is.EqualTo(passes), error!.ToString());
    }
}
