using System.Text;
using Audience.Data;
using Audience.Data.Results;
using Audience.Data.Schema;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Audience.Tests.Faults;

/// <summary>A server whose max_allowed_packet is 1 MB.</summary>
[Category("faults"), NonParallelizable]
internal sealed class SmallPacketTests
{
    [Test]
    public async Task More_rows_than_a_packet_holds_are_written()
    {
        var server = (await FaultSuite.SystemAsync()).Servers.Database;
        await using var schema = await TestDatabase.CreateAsync(server);
        await using var output = OutputDatabases.MySql(
            new MySqlConnectionStringBuilder(schema.ConnectionString),
            schema.Name,
            NullLoggerFactory.Instance
        );
        await using var connection = await output.OpenAsync(default);
        await output.EnsureTableAsync(schema.Name, ResultTables.Label("blog"), null, default);
        var rows = new LabelRows { Origin = new LabelRowOrigin(new string('a', 32), 0, ["/female"u8.ToArray()]) };
        byte[] text = Encoding.UTF8.GetBytes(new string('x', 1_000));
        while (rows.Bytes < 3 * 1024 * 1024)
            rows.Add(0, 1, "id"u8, "source_author"u8, "2020-01-01 00:00:00"u8, "source"u8, text);
        await using var transaction = await output.Dialect.BeginAsync(connection, default);
        await output.Dialect.LabelRowWriter.WriteAsync(connection, transaction, $"{schema.Name}.blog", rows, default);
        await transaction.CommitAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT @@max_allowed_packet"), Is.EqualTo(1024 * 1024));
        Assert.That(await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM blog"), Is.EqualTo(rows.Count));
    }
}
