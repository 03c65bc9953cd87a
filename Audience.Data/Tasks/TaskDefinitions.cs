using System.Data.Common;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Audience.Contracts.Tasks;
using Audience.Data.Models;
using Audience.Data.Secrets;
using Dapper;

namespace Audience.Data.Tasks;

/// <summary>Stores and reads what tasks do.</summary>
public sealed class TaskDefinitions(OutputDatabase database, SecretBox secrets, ModelArtefacts artefacts)
{
    // Small enough for any server's max_allowed_packet, also when it travels as escaped text.
    private const int PartBytes = 256 * 1024;
    private static readonly string[] s_tables = ["task_definition", "task_pattern", "task_model"];

    /// <summary>Writes the definition within the transaction that writes the task's state row.</summary>
    /// <exception cref="ModelGoneException">A model of the task is not there any more.</exception>
    public async Task InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        TaskDefinition definition,
        CancellationToken cancellationToken
    )
    {
        byte[]? site = definition.SiteConfig is null
            ? null
            : secrets.Seal(JsonSerializer.Serialize(definition.SiteConfig), definition.TaskId);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO task_definition (task_id, definition, site_config, search) VALUES (@TaskId, @json, @site, @search)",
                new
                {
                    definition.TaskId,
                    json = JsonSerializer.Serialize(definition),
                    site,
                    search = TaskSearchText.Of(definition),
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (!await artefacts.LockAsync(connection, transaction, definition.Artefacts, cancellationToken))
            throw new ModelGoneException();
        foreach (string artefact in definition.Artefacts.Distinct())
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "INSERT INTO task_model (task_id, artefact) VALUES (@TaskId, @artefact)",
                    new { definition.TaskId, artefact },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
        if (definition.Pattern is null)
            return;
        int part = 0;
        foreach (byte[] content in Compress(definition.Pattern).Chunk(PartBytes))
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "INSERT INTO task_pattern (task_id, part, content) VALUES (@TaskId, @part, @content)",
                    new
                    {
                        definition.TaskId,
                        part = part++,
                        content,
                    },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
    }

    /// <summary>
    /// Reads the definition of a task, or null where there is none; of a schedule the one that its next run takes, over what is labelled.
    /// </summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">SECRET_KEYS lacks the key that encrypted the source
    /// connection.</exception>
    public Task<TaskDefinition?> FindAsync(string taskId, CancellationToken cancellationToken) =>
        FindAsync(taskId, withSite: true, cancellationToken);

    /// <inheritdoc cref="FindAsync(string, CancellationToken)"/>
    /// <param name="taskId">The task.</param>
    /// <param name="withSite">Whether its source connection is wanted, which takes the key.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<TaskDefinition?> FindAsync(string taskId, bool withSite, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await FindAsync(connection, null, taskId, withSite, cancellationToken) is { } own)
            return own;
        var schedule = await connection.QuerySingleOrDefaultAsync<(string Definition, DateTime Since, DateTime? End)?>(
            new CommandDefinition(
                "SELECT definition_id, since, watermark FROM schedule WHERE schedule_id = @taskId",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
        if (schedule is not var (id, since, end))
            return null;
        var found = await FindAsync(connection, null, id, withSite, cancellationToken);
        return found is null ? null : found with { TaskId = taskId, Start = since, End = end ?? since };
    }

    /// <summary>The same within a transaction.</summary>
    public async Task<TaskDefinition?> FindAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string taskId,
        bool withSite,
        CancellationToken cancellationToken
    )
    {
        var row = await connection.QuerySingleOrDefaultAsync<(string Definition, byte[]? SiteConfig)?>(
            new CommandDefinition(
                "SELECT definition, site_config FROM task_definition WHERE task_id = @taskId",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (row is not var (json, site))
            return null;
        var parts = (
            await connection.QueryAsync<byte[]>(
                new CommandDefinition(
                    "SELECT content FROM task_pattern WHERE task_id = @taskId ORDER BY part",
                    new { taskId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).ToList();
        return JsonSerializer.Deserialize<TaskDefinition>(json)! with
        {
            Pattern = parts.Count == 0 ? null : Expand(parts),
            SiteConfig = site is null || !withSite ? null : JsonSerializer.Deserialize<SiteConfig>(secrets.Open(site, taskId)),
        };
    }

    /// <summary>Deletes a definition that no task has.</summary>
    public static async Task DeleteAsync(
        DbConnection connection,
        DbTransaction transaction,
        string definitionId,
        CancellationToken cancellationToken
    )
    {
        foreach (string table in s_tables)
            await connection.ExecuteAsync(
                new CommandDefinition(
                    $"DELETE FROM {table} WHERE task_id = @definitionId",
                    new { definitionId },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
    }

    private static byte[] Compress(string text)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Fastest))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return buffer.ToArray();
    }

    private static string Expand(List<byte[]> parts)
    {
        using var buffer = new MemoryStream(parts.SelectMany(p => p).ToArray());
        using var brotli = new BrotliStream(buffer, CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
