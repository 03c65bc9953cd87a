using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;

namespace Audience.Data.Documents;

/// <summary>Reads the documents of data sets.</summary>
public sealed class DocumentReader(OutputDatabase database)
{
    // Their labels are asked for page by page: a join would repeat every text for each of them.
    private const int PageRows = 500,
        TextsPerQuery = 50;

    /// <summary>One document; null where there is none.</summary>
    public async Task<DocumentRow?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, id, cancellationToken);
    }

    /// <summary>Some documents by their ids, with those left out that are not there.</summary>
    public async Task<IReadOnlyDictionary<long, DocumentRow>> FindAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var found = new Dictionary<long, DocumentRow>();
        foreach (var some in ids.Chunk(PageRows))
        {
            var rows = await connection.QueryAsync<DocumentRow>(
                new CommandDefinition(
                    $"SELECT {DocumentRow.Columns} FROM data_set_document d WHERE d.id IN @some",
                    new { some },
                    cancellationToken: cancellationToken
                )
            );
            foreach (var document in await WithLabelsAsync(connection, null, rows.ToList(), cancellationToken))
                found[document.Id] = document;
        }
        return found;
    }

    /// <summary>Those of some texts that documents of a set have.</summary>
    /// <param name="taskId">The set.</param>
    /// <param name="column">The column that holds the text.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<IReadOnlySet<string>> FindTextsAsync(
        string taskId,
        string column,
        IReadOnlyList<string> texts,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in texts.Chunk(TextsPerQuery))
            held.UnionWith(
                await connection.QueryAsync<string>(
                    new CommandDefinition(
                        $"SELECT {SqlNames.Check(column)} FROM data_set_document WHERE task_id = @taskId AND {column} IN @some",
                        new { taskId, some },
                        cancellationToken: cancellationToken
                    )
                )
            );
        return held;
    }

    /// <summary>The documents of a set in the order of their ids, as a stream.</summary>
    public async IAsyncEnumerable<DocumentRow> ListAsync(
        string taskId,
        DocumentFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await foreach (var document in ListAsync(connection, null, taskId, filter, cancellationToken))
            yield return document;
    }

    internal static async Task<DocumentRow?> FindAsync(
        DbConnection connection,
        DbTransaction? transaction,
        long id,
        CancellationToken cancellationToken
    )
    {
        var found = await connection.QuerySingleOrDefaultAsync<DocumentRow>(
            new CommandDefinition(
                $"SELECT {DocumentRow.Columns} FROM data_set_document d WHERE d.id = @id",
                new { id },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        return found is null ? null : (await WithLabelsAsync(connection, transaction, [found], cancellationToken))[0];
    }

    internal static async IAsyncEnumerable<DocumentRow> ListAsync(
        DbConnection connection,
        DbTransaction? transaction,
        string taskId,
        DocumentFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        long left = filter.Limit ?? long.MaxValue,
            offset = filter.Offset,
            after = -1;
        while (left > 0)
        {
            int rows = (int)Math.Min(left, PageRows);
            var page = (
                await connection.QueryAsync<DocumentRow>(
                    new CommandDefinition(
                        $"SELECT {DocumentRow.Columns} FROM data_set_document d WHERE "
                            + $"d.task_id = @taskId AND d.id > @after{filter.Condition} "
                            + $"ORDER BY d.id LIMIT {rows.ToString(CultureInfo.InvariantCulture)} "
                            + $"OFFSET {offset.ToString(CultureInfo.InvariantCulture)}",
                        new
                        {
                            taskId,
                            after,
                            filter.DatasetType,
                            filter.Label,
                            filter.Search,
                        },
                        transaction,
                        commandTimeout: 0,
                        cancellationToken: cancellationToken
                    )
                )
            ).ToList();
            foreach (var document in await WithLabelsAsync(connection, transaction, page, cancellationToken))
                yield return document;
            if (page.Count < rows)
                yield break;
            (left, offset, after) = (left - rows, 0, page[^1].Id);
        }
    }

    private static async Task<List<DocumentRow>> WithLabelsAsync(
        DbConnection connection,
        DbTransaction? transaction,
        List<DocumentRow> documents,
        CancellationToken cancellationToken
    )
    {
        if (documents.Count == 0)
            return documents;
        var labels = (
            await connection.QueryAsync<(long Document, string Label)>(
                new CommandDefinition(
                    "SELECT document_id, label FROM data_set_label WHERE document_id IN @ids ORDER BY document_id, ordinal",
                    new { ids = documents.ConvertAll(d => d.Id) },
                    transaction,
                    cancellationToken: cancellationToken
                )
            )
        ).ToLookup(l => l.Document, l => l.Label);
        return documents.ConvertAll(d => d with { Labels = [.. labels[d.Id]] });
    }
}
