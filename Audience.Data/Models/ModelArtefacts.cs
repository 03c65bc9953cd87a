using System.Data.Common;
using System.Security.Cryptography;
using Audience.Labeling.Prepared;
using Audience.Labeling.Scoring;
using Dapper;
using Microsoft.Extensions.Logging;

namespace Audience.Data.Models;

/// <summary>
/// The bytes of models in the output database, each version known by its hash: written whole or not at all, never changed.
/// </summary>
public sealed class ModelArtefacts(OutputDatabase database, ILogger<ModelArtefacts> log)
{
    private const int PartBytes = 256 * 1024;

    /// <summary>Stores a model within a transaction, unless the same bytes are there.</summary>
    /// <returns>The hash.</returns>
    public async Task<string> StoreAsync(
        DbConnection connection,
        DbTransaction transaction,
        PreparedModel model,
        CancellationToken cancellationToken
    )
    {
        byte[] bytes = model.ToBytes();
        string hash = Hash(bytes);
        // Also where it is there: the row is then held, so that nobody deletes it before it is referred to.
        int inserted = await connection.ExecuteAsync(
            new CommandDefinition(
                $"{database.Dialect.InsertIgnore} INTO model_artefact (hash, bytes) VALUES (@hash, @Length)",
                new { hash, bytes.Length },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (inserted == 0)
            return hash;
        for (int part = 0; part * PartBytes < bytes.Length; part++)
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "INSERT INTO model_artefact_part (hash, part, content) VALUES (@hash, @part, @content)",
                    new
                    {
                        hash,
                        part,
                        content = bytes.AsSpan(part * PartBytes, Math.Min(PartBytes, bytes.Length - part * PartBytes)).ToArray(),
                    },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
        return hash;
    }

    /// <summary>
    /// Locks models until the transaction ends, so that nobody deletes them before they are referred to; false where one is gone.
    /// </summary>
    public async Task<bool> LockAsync(
        DbConnection connection,
        DbTransaction transaction,
        IReadOnlyCollection<string> hashes,
        CancellationToken cancellationToken
    ) =>
        hashes.Count == 0
        || (
            await connection.QueryAsync<string>(
                new CommandDefinition(
                    $"SELECT hash FROM model_artefact WHERE hash IN @hashes{database.Dialect.ForShare}",
                    new { hashes },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).Count() == hashes.Distinct().Count();

    /// <summary>The bytes of a model, or null where there is none.</summary>
    /// <exception cref="ModelFormatException">They are not what was stored.</exception>
    public async Task<byte[]?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, hash, cancellationToken);
    }

    /// <inheritdoc cref="FindAsync(string, CancellationToken)"/>
    internal static async Task<byte[]?> FindAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string hash,
        CancellationToken cancellationToken
    )
    {
        var parts = (
            await connection.QueryAsync<byte[]>(
                new CommandDefinition(
                    "SELECT content FROM model_artefact_part WHERE hash = @hash ORDER BY part",
                    new { hash },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).ToList();
        if (parts.Count == 0)
            return null;
        byte[] bytes = Parts.Join(parts);
        return Hash(bytes) == hash ? bytes : throw new ModelFormatException($"the stored model {hash} is damaged: prepare it again");
    }

    /// <summary>
    /// Deletes every version that no model is and no schedule or task will need: one that has not ended, that may be resumed, or whose
    /// rules are
    /// told by its report. Where that fails, the next time does it.
    /// </summary>
    public async Task TryDeleteUnusedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DeleteUnusedAsync(cancellationToken);
        }
        catch (DbException e)
        {
            log.LogWarning("Models that nobody needs any more are left for the next time: {Reason}", e.Message);
        }
    }

    private async Task DeleteUnusedAsync(CancellationToken cancellationToken)
    {
        const string used =
            "EXISTS (SELECT 1 FROM model_status m WHERE m.artefact = a.hash) OR "
            + "EXISTS (SELECT 1 FROM model_work w WHERE w.artefact = a.hash) OR "
            + "EXISTS (SELECT 1 FROM task_model t JOIN schedule d ON d.definition_id = t.task_id WHERE t.artefact = a.hash) OR "
            + "EXISTS (SELECT 1 FROM task_model t JOIN state s ON s.task_id = t.task_id "
            + "WHERE t.artefact = a.hash AND (s.stat IN ('PENDING', 'FAILURE') OR s.model_type IN ('keyword_model', 'rule_model')))";
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (
            string hash in await connection.QueryAsync<string>(
                new CommandDefinition($"SELECT hash FROM model_artefact a WHERE NOT ({used})", cancellationToken: cancellationToken)
            )
        )
        {
            await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
            // Held first, then looked at again: whoever is about to refer to it has it by then, or finds it gone.
            await connection.ExecuteAsync(Command($"SELECT hash FROM model_artefact WHERE hash = @hash{database.Dialect.ForUpdate}"));
            if (
                await connection.ExecuteAsync(
                    Command(
                        "DELETE FROM model_artefact WHERE hash = @hash AND NOT "
                            + $"({used.Replace("a.hash", "@hash", StringComparison.Ordinal)})"
                    )
                ) == 1
            )
                await connection.ExecuteAsync(Command("DELETE FROM model_artefact_part WHERE hash = @hash"));
            await transaction.CommitAsync(cancellationToken);

            CommandDefinition Command(string sql) => new(sql, new { hash }, transaction, cancellationToken: cancellationToken);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
