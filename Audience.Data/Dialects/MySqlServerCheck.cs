using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Audience.Data.Dialects;

/// <summary>The output server cannot be used as it is set up; the message says what to set.</summary>
public sealed class OutputSetupException(string message) : DbException(message);

/// <summary>
/// What an output server and its account must allow, looked at when a process first opens it: better named as a whole at the start than
/// one by one in the middle of a task.
/// </summary>
public static partial class MySqlServerCheck
{
    // CREATE TEMPORARY TABLES is for dumps that merge older panels.
    private static readonly string[] s_needed =
    [
        "SELECT",
        "INSERT",
        "UPDATE",
        "DELETE",
        "CREATE",
        "DROP",
        "ALTER",
        "INDEX",
        "CREATE TEMPORARY TABLES",
    ];

    /// <summary>Checks the server, and logs every grant that its account lacks on a schema.</summary>
    /// <exception cref="OutputSetupException">The server logs statements.</exception>
    public static async Task RunAsync(MySqlConnection connection, string schema, ILogger log, CancellationToken cancellationToken)
    {
        var (logs, format) = await connection.QuerySingleAsync<(bool, string)>(
            new CommandDefinition("SELECT @@log_bin, @@binlog_format", cancellationToken: cancellationToken)
        );
        if (logs && format == "STATEMENT")
            throw new OutputSetupException(
                "the output server has binlog_format=STATEMENT, which refuses the transactions that work is done in: "
                    + "set it to MIXED or ROW (SET GLOBAL binlog_format = 'MIXED', and in the server's configuration)"
            );
        var missing = await MissingGrantsAsync(connection, schema, cancellationToken);
        if (missing.Count == 0)
            return;
        string account = (await connection.ExecuteScalarAsync<string>("SELECT CURRENT_USER()"))!;
        log.LogError(
            "The account {Account} lacks grants that work needs: GRANT {Grants} ON `{Schema}`.* TO {Account}",
            account,
            string.Join(", ", missing),
            schema,
            account
        );
    }

    /// <summary>The grants that the connection's account lacks on a schema. What a role grants counts.</summary>
    public static async Task<IReadOnlyList<string>> MissingGrantsAsync(
        MySqlConnection connection,
        string schema,
        CancellationToken cancellationToken
    )
    {
        var granted = await GrantedAsync(connection, schema, tables: false, cancellationToken);
        return granted is null || granted.Contains("ALL PRIVILEGES") ? [] : [.. s_needed.Except(granted, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Whether the connection's account may read a schema, or a table or view of it at least.</summary>
    public static async Task<bool> MayReadAsync(MySqlConnection connection, string schema, CancellationToken cancellationToken) =>
        await GrantedAsync(connection, schema, tables: true, cancellationToken) is not { } granted
        || granted.Contains("ALL PRIVILEGES")
        || granted.Any(grant => grant.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase));

    // Null where it cannot be told.
    private static async Task<HashSet<string>?> GrantedAsync(
        MySqlConnection connection,
        string schema,
        bool tables,
        CancellationToken cancellationToken
    )
    {
        var lines = (
            await connection.QueryAsync<string>(new CommandDefinition("SHOW GRANTS", cancellationToken: cancellationToken))
        ).ToList();
        var grants = lines.Select(line => GrantLine().Match(line)).Where(line => line.Success).ToList();
        // MySQL does not say here what a role grants.
        if (grants.Count < lines.Count && !connection.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase))
            return null;
        bool ignoreCase = await connection.ExecuteScalarAsync<bool>("SELECT @@lower_case_table_names <> 0");
        return grants
            .Where(grant => (tables || grant.Groups["table"].Value == "*") && Holds(grant.Groups["schema"].Value, schema, ignoreCase))
            .SelectMany(grant => grant.Groups["grants"].Value.Split(", "))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    // In the name of a grant % and _ stand for other characters, unless a backslash precedes them.
    private static bool Holds(string name, string schema, bool ignoreCase) =>
        name == "*"
        || Regex.IsMatch(
            schema,
            "^"
                + NamePart()
                    .Replace(
                        name.Trim('`'),
                        part =>
                            part.Value switch
                            {
                                "%" => ".*",
                                "_" => ".",
                                ['\\', var escaped] => Regex.Escape($"{escaped}"),
                                var other => Regex.Escape(other),
                            }
                    )
                + "$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None),
            TimeSpan.FromSeconds(1)
        );

    [GeneratedRegex(@"^GRANT (?<grants>.+) ON (?<schema>\*|`[^`]+`)\.(?<table>\*|`[^`]+`) TO ", RegexOptions.None, 1000)]
    private static partial Regex GrantLine();

    [GeneratedRegex(@"\\.|.", RegexOptions.None, 1000)]
    private static partial Regex NamePart();
}
