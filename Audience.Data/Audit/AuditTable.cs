using Dapper;

namespace Audience.Data.Audit;

/// <summary>Who changed what: a row for each call that was to change something.</summary>
public sealed class AuditTable(OutputDatabase database)
{
    /// <summary>Writes one down.</summary>
    public async Task AddAsync(AuditRow row, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO audit (called_at, key_name, operation, target, error_code) "
                    + "VALUES (@Time, @KeyName, @Operation, @Target, @ErrorCode)",
                row,
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>The latest first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="before">Only those with a smaller number; null for all.</param>
    /// <param name="keyName">Only those of keys of this name; null for all.</param>
    /// <param name="target">Only those about this; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(
        int limit,
        long? before,
        string? keyName,
        string? target,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        string where =
            "1 = 1"
            + (before is null ? "" : " AND id < @before")
            + (keyName is null ? "" : " AND key_name = @keyName")
            + (target is null ? "" : " AND target = @target");
        return
        [
            .. await connection.QueryAsync<AuditRow>(
                new CommandDefinition(
                    "SELECT id AS Id, called_at AS Time, key_name AS KeyName, operation AS Operation, target AS Target, "
                        + $"error_code AS ErrorCode FROM audit WHERE {where} ORDER BY id DESC LIMIT @limit",
                    new
                    {
                        limit,
                        before,
                        keyName,
                        target,
                    },
                    cancellationToken: cancellationToken
                )
            ),
        ];
    }
}
