using System.Data.Common;
using Dapper;

namespace Audience.Data.Documents;

/// <summary>Changes the documents of data sets.</summary>
public sealed class DocumentWriter(OutputDatabase database, DataSetTable sets, DataSetNumbers numbers)
{
    /// <summary>Adds a document; null where there is no such data set.</summary>
    public async Task<long?> AddAsync(DocumentRow document, DateTime now, CancellationToken cancellationToken)
    {
        long id = await numbers.ReserveAsync(DataSetNumbers.Documents, 1, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        if (await sets.LockAsync(connection, transaction, document.TaskId, cancellationToken) is null)
            return null;
        var insert = new DocumentInsert(transaction, document.TaskId);
        await insert.AddAsync(document with { Id = id }, cancellationToken);
        await insert.FlushAsync(cancellationToken);
        await DataSetTable.TouchAsync(connection, transaction, document.TaskId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Changes a document's title, author, content and type; its labels where they are given. False where it is gone.</summary>
    public async Task<bool> UpdateAsync(DocumentRow document, bool labels, DateTime now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        if (
            await sets.LockAsync(connection, transaction, document.TaskId, cancellationToken) is null
            || await DocumentReader.FindAsync(connection, transaction, document.Id, cancellationToken) is null
        )
            return false;
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE data_set_document SET title = @Title, author = @Author, "
                    + "content = @Content, dataset_type = @DatasetType WHERE id = @Id",
                document,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (labels)
        {
            await DeleteLabelsAsync(connection, transaction, document.Id, cancellationToken);
            var insert = new DocumentInsert(transaction, document.TaskId);
            await insert.AddLabelsAsync(document, cancellationToken);
            await insert.FlushAsync(cancellationToken);
        }
        await DataSetTable.TouchAsync(connection, transaction, document.TaskId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Deletes a document; false where there is none.</summary>
    public async Task<bool> DeleteAsync(DocumentRow document, DateTime now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(connection, cancellationToken);
        await sets.LockAsync(connection, transaction, document.TaskId, cancellationToken);
        await DeleteLabelsAsync(connection, transaction, document.Id, cancellationToken);
        int deleted = await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM data_set_document WHERE id = @Id",
                document,
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await DataSetTable.TouchAsync(connection, transaction, document.TaskId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deleted > 0;
    }

    private static Task DeleteLabelsAsync(
        DbConnection connection,
        DbTransaction transaction,
        long id,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM data_set_label WHERE document_id = @id",
                new { id },
                transaction,
                cancellationToken: cancellationToken
            )
        );
}
