using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace Audience.Data.Datasets;

/// <summary>A labeling job in an open database of the frontend (Django's tables).</summary>
/// <param name="connection">Closed with this.</param>
/// <param name="database">DATASET_DB, for messages.</param>
/// <param name="id">DATASET_NO.</param>
public sealed class Dataset(DbConnection connection, string database, int id) : IDataset
{
    // With the slash of its panel it must fit into the result tables.
    private const int MaxLabelLength = 180;

    public async Task<LabelingJob> FindJobAsync(bool needsLabels, CancellationToken cancellationToken)
    {
        var jobs = await QueryAsync<(long IsMultiLabel, string? DataType)>(
            "SELECT CASE WHEN is_multi_label THEN 1 ELSE 0 END, job_data_type FROM labeling_jobs_labelingjob WHERE id = @id",
            new { id },
            cancellationToken
        );
        if (jobs.Count == 0)
            throw new DatasetException(Invariant($"DATASET_DB '{database}' has no labeling job {id} (DATASET_NO)"));
        var labels = await QueryAsync<string?>(
            "SELECT name FROM labeling_jobs_label WHERE labeling_job_id = @id ORDER BY id",
            new { id },
            cancellationToken
        );
        string[] names = [.. labels.OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        if (names.FirstOrDefault(name => name.Length > MaxLabelLength) is { } label)
            throw new DatasetException(
                Invariant($"label '{label[..20]}…' of DATASET_NO {id} has {label.Length} characters: at most {MaxLabelLength}")
            );
        return names.Length > 0 || !needsLabels
            ? new LabelingJob(id.ToString(CultureInfo.InvariantCulture), jobs[0].IsMultiLabel != 0, jobs[0].DataType, names)
            : throw new DatasetException(Invariant($"DATASET_NO {id} has no label"));
    }

    public async Task<IReadOnlyList<LabelingRule>> RulesAsync(string type, CancellationToken cancellationToken)
    {
        var rules = await QueryAsync<(string? Label, string? Content, string? MatchType, double? Score)>(
            "SELECT l.name, r.content, r.match_type, r.score * 1.0e0 FROM "
                + "labeling_jobs_rule r JOIN labeling_jobs_label l ON l.id = r.label_id "
                + "WHERE r.labeling_job_id = @id AND r.rule_type = @type ORDER BY r.label_id, r.id",
            new { id, type },
            cancellationToken
        );
        return
        [
            .. rules
                .Where(r => r.Label is not null && !string.IsNullOrEmpty(r.Content))
                .Select(r => new LabelingRule(r.Label!, r.Content!, r.MatchType, r.Score)),
        ];
    }

    public async Task<long> CountAsync(string documentType, CancellationToken cancellationToken) =>
        (
            await QueryAsync<long>(
                "SELECT COUNT(*) FROM labeling_jobs_document WHERE labeling_job_id = @id AND document_type = @documentType",
                new { id, documentType },
                cancellationToken
            )
        )[0];

    public async IAsyncEnumerable<LabelingDocument> DocumentsAsync(
        string documentType,
        string feature,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string column = Features.ColumnOf(feature);
        await using var reader = await ReadAsync(
            $"SELECT d.id, d.{column}, l.name, l.id FROM labeling_jobs_document d "
                + "LEFT JOIN labeling_jobs_document_labels dl ON dl.document_id = d.id "
                + "LEFT JOIN labeling_jobs_label l ON l.id = dl.label_id WHERE "
                + "d.labeling_job_id = @id AND d.document_type = @documentType ORDER BY d.id",
            new { id, documentType },
            cancellationToken
        );
        LabelingDocument? document = null;
        // In the order of their ids, but not by the server: it would sort the documents with all their text.
        SortedList<long, string> labels = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            long number = reader.GetInt64(0);
            if (document?.Id != number)
            {
                if (document is not null)
                    yield return document with
                    {
                        Labels = [.. labels.Values.Distinct()],
                    };
                document = new LabelingDocument(number, await TextAsync(reader, cancellationToken), []);
                labels.Clear();
            }
            if (!await reader.IsDBNullAsync(2, cancellationToken) && reader.GetString(2) is { Length: > 0 } label)
                labels[reader.GetInt64(3)] = label;
        }
        yield return document is not null
            ? document with
            {
                Labels = [.. labels.Values.Distinct()],
            }
            : throw new DatasetException(Invariant($"DATASET_NO {id} has no document of type {documentType}"));
    }

    private static async Task<string> TextAsync(DbDataReader reader, CancellationToken cancellationToken) =>
        await reader.IsDBNullAsync(1, cancellationToken) ? ""
        : reader.GetValue(1) is DateTime time ? Features.Time(time)
        : Convert.ToString(reader.GetValue(1), CultureInfo.InvariantCulture) ?? "";

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<List<T>> QueryAsync<T>(string sql, object values, CancellationToken cancellationToken)
    {
        try
        {
            return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))];
        }
        catch (DbException e) when (Missing(e))
        {
            throw new DatasetException($"DATASET_DB '{database}' is not a database of the frontend: {e.Message}", e);
        }
    }

    private async Task<DbDataReader> ReadAsync(string sql, object values, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.ExecuteReaderAsync(
                new CommandDefinition(sql, values, commandTimeout: 0, cancellationToken: cancellationToken)
            );
        }
        catch (DbException e) when (Missing(e))
        {
            throw new DatasetException($"DATASET_DB '{database}' is not a database of the frontend: {e.Message}", e);
        }
    }

    // A table or a column that is not there; SQLite has one code for every error of a statement.
    private static bool Missing(DbException error) =>
        error
            is MySqlException { ErrorCode: MySqlErrorCode.NoSuchTable or MySqlErrorCode.BadFieldError }
                or SqliteException { SqliteErrorCode: 1 };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
