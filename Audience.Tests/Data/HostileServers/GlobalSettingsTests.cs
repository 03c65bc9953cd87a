using Audience.Testing;
using MySqlConnector;

namespace Audience.Tests.Data.HostileServers;

/// <summary>Whatever the global settings of the source and the output server are, the tables come out the same.</summary>
[Category("database")]
internal sealed class GlobalSettingsTests
{
    private static readonly string[] s_modes =
    [
        "NO_BACKSLASH_ESCAPES",
        "ANSI",
        "ORACLE",
        "MSSQL",
        "EMPTY_STRING_IS_NULL",
        "PAD_CHAR_TO_FULL_LENGTH",
        "TRADITIONAL",
        "NO_ZERO_IN_DATE,NO_ZERO_DATE",
        "PIPES_AS_CONCAT",
        "HIGH_NOT_PRECEDENCE",
        "IGNORE_SPACE",
        "NO_UNSIGNED_SUBTRACTION",
        "ONLY_FULL_GROUP_BY",
        "SIMULTANEOUS_ASSIGNMENT",
        "TIME_ROUND_FRACTIONAL",
        "NO_AUTO_VALUE_ON_ZERO",
        "",
    ];

    private PrivateMariaDb _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await PrivateMariaDb.StartAsync();

    [OneTimeTearDown]
    public async Task EndAsync() => await _server.DisposeAsync();

    private static IEnumerable<string> Settings() =>
        s_modes
            .Select(mode => $"sql_mode = '{mode}'")
            .Concat([
                "autocommit = 0",
                "local_infile = 0",
                "sql_safe_updates = 1",
                "sql_select_limit = 3",
                "tx_isolation = 'READ-UNCOMMITTED'",
                "tx_isolation = 'SERIALIZABLE'",
                "time_zone = '-05:00'",
                "wait_timeout = 3",
                "net_write_timeout = 1",
                "max_allowed_packet = 1048576",
                "character_set_server = 'latin1'",
            ]);

    [TestCaseSource(nameof(Settings))]
    public async Task The_tables_are_the_same(string setting)
    {
        await using var input = await TestDatabase.CreateAsync(_server);
        await using var results = await TestDatabase.CreateAsync(_server);
        await MainJob.FillAsync(input);
        string name = setting.Split(' ')[0];
        string before = (await results.ScalarAsync<object>($"SELECT @@GLOBAL.{name}"))!.ToString()!;
        await input.ExecuteAsync($"SET GLOBAL {setting}");
        try
        {
            await MainJob.CheckAsync(input, results);
        }
        finally
        {
            await using var connection = await _server.OpenAsync();
            string value = ulong.TryParse(before, out _) ? before : $"'{before}'";
            await new MySqlCommand(
                $"SET SESSION sql_mode = '', autocommit = 1; SET GLOBAL {name} = {value}",
                connection
            ).ExecuteNonQueryAsync();
        }
    }
}
