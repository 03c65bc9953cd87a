using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Audience.Data.Datasets;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Audience.Data.Documents;

/// <summary>
/// A data set of <c>/documents/</c> as it stood when it was first looked at, whatever becomes of it: it may be changed or deleted
/// meanwhile.
/// </summary>
public sealed class StoredDataset : IDataset
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _snapshot;
    private readonly string _id;

    private StoredDataset(DbConnection connection, DbTransaction snapshot, string id) =>
        (_connection, _snapshot, _id) = (connection, snapshot, id);

    /// <summary>Opens one, for reading.</summary>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public static async Task<StoredDataset> OpenAsync(OutputDatabase database, string id, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            // One that takes no lock, so that nobody who writes waits for a long training.
            var snapshot = connection is SqliteConnection file
                ? file.BeginTransaction(deferred: true)
                : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return new StoredDataset(connection, snapshot, id);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<LabelingJob> FindJobAsync(bool needsLabels, CancellationToken cancellationToken)
    {
        var set =
            await DataSetTable.FindAsync(_connection, _snapshot, _id, "", cancellationToken)
            ?? throw new DatasetException($"there is no data set {_id} (DATASET_NO)");
        var labels = await LabelsAsync(
            "SELECT label FROM data_set_label WHERE task_id = @_id GROUP BY label ORDER BY MIN(document_id), MIN(ordinal)",
            cancellationToken
        );
        var ruled = await LabelsAsync(
            "SELECT label FROM data_set_rule WHERE task_id = @_id GROUP BY label ORDER BY MIN(id)",
            cancellationToken
        );
        string[] all = [.. labels.Union(ruled)];
        return all.Length > 0 || !needsLabels
            ? new LabelingJob(_id, set.IsMultiLabel, set.TaskType, all)
            : throw new DatasetException($"DATASET_NO {_id}, a {set.TaskType}, has no rule and no document with a label");
    }

    public async Task<IReadOnlyList<LabelingRule>> RulesAsync(string type, CancellationToken cancellationToken) =>
        [
            .. (await RuleTable.ListAsync(_connection, _snapshot, _id, cancellationToken))
                .Where(rule => rule.RuleType == type)
                .Select(rule => new LabelingRule(rule.Label, rule.Content, rule.MatchType, null) { Item = rule.Item }),
        ];

    public Task<long> CountAsync(string documentType, CancellationToken cancellationToken) =>
        _connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "SELECT COUNT(*) FROM data_set_document WHERE task_id = @_id AND dataset_type = @documentType",
                new { _id, documentType },
                _snapshot,
                cancellationToken: cancellationToken
            )
        );

    public async IAsyncEnumerable<LabelingDocument> DocumentsAsync(
        string documentType,
        string feature,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        bool any = false;
        var filter = new DocumentFilter(documentType);
        await foreach (var document in DocumentReader.ListAsync(_connection, _snapshot, _id, filter, cancellationToken))
        {
            any = true;
            yield return new LabelingDocument(document.Id, TextOf(document, feature), document.Labels);
        }
        if (!any)
            throw new DatasetException($"DATASET_NO {_id} has no document of type {documentType}");
    }

    public async ValueTask DisposeAsync()
    {
        await _snapshot.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<IEnumerable<string>> LabelsAsync(string sql, CancellationToken cancellationToken) =>
        await _connection.QueryAsync<string>(new CommandDefinition(sql, new { _id }, _snapshot, cancellationToken: cancellationToken));

    private static string TextOf(DocumentRow document, string feature) =>
        feature switch
        {
            "AUTHOR" => document.Author,
            "TITLE" => document.Title,
            "CONTENT" => document.Content,
            "S_ID" => document.SId,
            "S_AREA_ID" => document.SAreaId,
            "POST_TIME" => document.PostTime is { } time ? Features.Time(time) : "",
            "ID" => throw new DatasetException(
                "the documents of a data set have no id of a post: a model of PREDICT_TYPE ID cannot be learned from them"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, null),
        };
}
