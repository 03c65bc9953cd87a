using System.Data.Common;
using Dapper;

namespace Audience.Data.Documents;

/// <summary>Gives rows their ids.</summary>
public sealed class DataSetNumbers(OutputDatabase database)
{
    /// <summary>The kinds of row that are numbered.</summary>
    public const string Documents = "document",
        Rules = "rule";

    /// <summary>Reserves ids, in a short transaction of its own, so that nobody waits for a long upload.</summary>
    /// <returns>The first of them.</returns>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public async Task<long> ReserveAsync(string kind, long count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        await connection.ExecuteAsync(Command($"{database.Dialect.InsertIgnore} INTO data_set_number (kind, next_id) VALUES (@kind, 1)"));
        long first = await connection.ExecuteScalarAsync<long>(
            Command($"SELECT next_id FROM data_set_number WHERE kind = @kind{database.Dialect.ForUpdate}")
        );
        await connection.ExecuteAsync(Command("UPDATE data_set_number SET next_id = next_id + @count WHERE kind = @kind"));
        await transaction.CommitAsync(cancellationToken);
        return first;

        CommandDefinition Command(string sql) => new(sql, new { kind, count }, transaction, cancellationToken: cancellationToken);
    }
}
