using System.Data.Common;
using System.Globalization;
using Audience.Contracts.Models;
using Dapper;

namespace Audience.Data.Models;

/// <summary>How models did on sets of documents, and each document with its labels.</summary>
public sealed class ModelReports(OutputDatabase database)
{
    private const int PartBytes = 256 * 1024;

    /// <summary>Writes an evaluation within the transaction that ends it, in place of an earlier one of the same documents.</summary>
    public static async Task StoreAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        Evaluation evaluation,
        DateTime createTime,
        CancellationToken cancellationToken
    )
    {
        var (datasetType, accuracy, report, details, insights) = evaluation;
        foreach (string table in new[] { "model_report", "model_detail", "model_insight" })
            await Execute($"DELETE FROM {table} WHERE task_id = @taskId AND dataset_type = @datasetType", new { taskId, datasetType });
        await Execute(
            "INSERT INTO model_report (dataset_type, accuracy, report, create_time, "
                + "task_id) VALUES (@datasetType, @accuracy, @report, @createTime, @taskId)",
            new
            {
                datasetType,
                accuracy,
                report,
                createTime,
                taskId,
            }
        );
        await StoreParts("model_detail", details);
        await StoreParts("model_insight", InsightFormat.ToBytes(insights));

        async Task StoreParts(string table, byte[] bytes)
        {
            foreach (var (part, content) in bytes.Chunk(PartBytes).Index())
                await Execute(
                    $"INSERT INTO {table} (task_id, dataset_type, part, content) VALUES (@taskId, @datasetType, @part, @content)",
                    new
                    {
                        taskId,
                        datasetType,
                        part,
                        content,
                    }
                );
        }

        Task<int> Execute(string sql, object values) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>The reports of a model: dev, test, ext_test.</summary>
    public async Task<IReadOnlyList<ModelReport>> ListAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Id, string DatasetType, double Accuracy, string Report, DateTime CreateTime)>(
            new CommandDefinition(
                "SELECT id, dataset_type, accuracy, report, create_time FROM model_report WHERE task_id = @taskId ORDER BY id",
                new { taskId },
                cancellationToken: cancellationToken
            )
        );
        return
        [
            .. rows.Select(r => new ModelReport
            {
                Id = r.Id,
                DatasetType = r.DatasetType,
                Accuracy = r.Accuracy,
                Report = r.Report,
                TaskId = taskId,
                CreateTime = r.CreateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            }),
        ];
    }

    /// <summary>Each evaluated document as CSV, Brotli-compressed; null where there was no such evaluation.</summary>
    public Task<byte[]?> FindDetailsAsync(string taskId, string datasetType, CancellationToken cancellationToken) =>
        FindAsync("model_detail", taskId, datasetType, cancellationToken);

    /// <summary>What an evaluation shows beside its report; null where there was none, or an earlier release made it.</summary>
    public async Task<ModelInsights?> FindInsightsAsync(string taskId, string datasetType, CancellationToken cancellationToken) =>
        await FindAsync("model_insight", taskId, datasetType, cancellationToken) is { } bytes ? InsightFormat.FromBytes(bytes) : null;

    private async Task<byte[]?> FindAsync(string table, string taskId, string datasetType, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var parts = (
            await connection.QueryAsync<byte[]>(
                new CommandDefinition(
                    $"SELECT content FROM {table} WHERE task_id = @taskId AND dataset_type = @datasetType ORDER BY part",
                    new { taskId, datasetType },
                    cancellationToken: cancellationToken
                )
            )
        ).ToList();
        return parts.Count == 0 ? null : Parts.Join(parts);
    }
}

/// <summary>How a model did on a set of documents.</summary>
/// <param name="DatasetType"><c>dev</c>, <c>test</c> or <c>ext_test</c>.</param>
/// <param name="Accuracy">The share of documents whose labels are all right and complete, 0 to 1.</param>
/// <param name="Report">JSON.</param>
/// <param name="Details">Each document with its labels: CSV, Brotli-compressed.</param>
/// <param name="Insights">What is shown beside the report.</param>
public sealed record Evaluation(string DatasetType, double Accuracy, string Report, byte[] Details, ModelInsights Insights);
