using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace Audience.Data.Audiences;

/// <summary>Audiences that are saved, and the sizes that they were found to have.</summary>
public sealed class AudienceTable(OutputDatabase database)
{
    private const string Columns = "audience_id AS AudienceId, name AS Name, definition AS Definition, create_time AS CreateTime";

    /// <summary>Saves an audience; false where the name is in use.</summary>
    public async Task<bool> InsertAsync(AudienceRow row, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
                new CommandDefinition(
                    $"{database.Dialect.InsertIgnore} INTO audience_set (name, audience_id, definition, create_time) "
                        + "VALUES (@Name, @AudienceId, @Definition, @CreateTime)",
                    row,
                    cancellationToken: cancellationToken
                )
            ) == 1;
    }

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<AudienceRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<AudienceRow>(
                new CommandDefinition($"SELECT {Columns} FROM audience_set ORDER BY name", cancellationToken: cancellationToken)
            ),
        ];
    }

    /// <summary>One of them, or null.</summary>
    public async Task<AudienceRow?> FindAsync(string audienceId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<AudienceRow>(
            new CommandDefinition(
                $"SELECT {Columns} FROM audience_set WHERE audience_id = @audienceId",
                new { audienceId },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Deletes one with its history; false where there is none.</summary>
    public async Task<bool> DeleteAsync(string audienceId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        int deleted = 0;
        foreach (string table in new[] { "audience_size", "audience_set" })
            deleted = await connection.ExecuteAsync(
                new CommandDefinition(
                    $"DELETE FROM {table} WHERE audience_id = @audienceId",
                    new { audienceId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
        await transaction.CommitAsync(cancellationToken);
        return deleted == 1;
    }

    /// <summary>The sizes of an audience, the oldest first; of all audiences the latest ones where none is named.</summary>
    public async Task<IReadOnlyList<AudienceSizeRow>> SizesAsync(string? audienceId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await SizesAsync(connection, null, audienceId, cancellationToken);
    }

    /// <summary>Adds a size to an audience's history, unless it is the last one's or the audience is gone.</summary>
    public async Task AddSizeAsync(
        string audienceId,
        DateTime time,
        IReadOnlyDictionary<string, long> groups,
        CancellationToken cancellationToken
    )
    {
        string json = JsonSerializer.Serialize(groups.OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary());
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        // With its row held, so that two who count at once add it once.
        string? found = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(
                $"SELECT name FROM audience_set WHERE audience_id = @audienceId{database.Dialect.ForUpdate}",
                new { audienceId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        var sizes = await SizesAsync(connection, transaction, audienceId, cancellationToken);
        var last = sizes.Count == 0 ? null : sizes[^1];
        if (found is null || last?.GroupAuthors == json)
            return;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO audience_size (audience_id, ordinal, count_time, authors, group_authors) "
                    + "VALUES (@audienceId, @ordinal, @time, @authors, @json)",
                new
                {
                    audienceId,
                    ordinal = (last?.Ordinal ?? -1) + 1,
                    time,
                    authors = groups.Values.Sum(),
                    json,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<AudienceSizeRow>> SizesAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string? audienceId,
        CancellationToken cancellationToken
    ) =>
        [
            .. await connection.QueryAsync<AudienceSizeRow>(
                new CommandDefinition(
                    "SELECT s.audience_id AS AudienceId, s.ordinal AS Ordinal, s.count_time AS Time, s.authors AS Authors, "
                        + "s.group_authors AS GroupAuthors FROM audience_size s WHERE "
                        + (
                            audienceId is null
                                ? "s.ordinal = (SELECT MAX(l.ordinal) FROM audience_size l WHERE l.audience_id = s.audience_id)"
                                : "s.audience_id = @audienceId ORDER BY s.ordinal"
                        ),
                    new { audienceId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            ),
        ];
}

/// <summary>An audience that is saved.</summary>
public sealed record AudienceRow
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string AudienceId { get; init; }

    /// <summary>No other audience has it.</summary>
    public required string Name { get; init; }

    /// <summary>OF, WHERE and GROUPS, as JSON.</summary>
    public required string Definition { get; init; }

    /// <summary>When it was saved.</summary>
    public required DateTime CreateTime { get; init; }
}

/// <summary>A size that an audience was found to have.</summary>
public sealed record AudienceSizeRow
{
    /// <summary>The audience.</summary>
    public required string AudienceId { get; init; }

    /// <summary>0 for the first.</summary>
    public required int Ordinal { get; init; }

    /// <summary>When it was counted.</summary>
    public required DateTime Time { get; init; }

    /// <summary>In all.</summary>
    public required long Authors { get; init; }

    /// <summary>By source group, as JSON.</summary>
    public required string GroupAuthors { get; init; }

    /// <summary>By source group.</summary>
    public IReadOnlyDictionary<string, long> Groups => JsonSerializer.Deserialize<Dictionary<string, long>>(GroupAuthors)!;
}
