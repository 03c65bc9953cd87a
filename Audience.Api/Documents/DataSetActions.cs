using Audience.Api.Requests;
using Audience.Contracts.Documents;
using Audience.Data.Documents;
using Audience.Hosting;
using Audience.Jobs.Models;

namespace Audience.Api.Documents;

/// <summary>Shows and changes data sets.</summary>
public sealed class DataSetActions(DataSetTable sets, ModelChanges changes, LocalClock clock)
{
    /// <summary>All of them, the latest first.</summary>
    public async Task<IReadOnlyList<DataSetSummary>> ListAsync(CancellationToken cancellationToken) =>
        [
            .. (await sets.ListAsync(cancellationToken)).Select(set => new DataSetSummary
            {
                TaskId = set.TaskId,
                Name = set.Name,
                TaskType = set.TaskType,
                CreateTime = DocumentAnswers.Time(set.CreateTime),
                UpdateTime = DocumentAnswers.Time(set.UpdateTime),
            }),
        ];

    /// <summary>One of them.</summary>
    public async Task<DataSetDetails> FindAsync(string id, CancellationToken cancellationToken)
    {
        var set = await RequireAsync(id, cancellationToken);
        var (documents, rules) = await sets.CountAsync(set.TaskId, cancellationToken);
        return DocumentAnswers.Of(set, documents, rules);
    }

    /// <summary>How its rows are labelled.</summary>
    public async Task<IReadOnlyList<LabelCount>> CountLabelsAsync(string id, CancellationToken cancellationToken)
    {
        var set = await RequireAsync(id, cancellationToken);
        return
        [
            .. (await sets.CountLabelsAsync(set.TaskId, cancellationToken)).Select(count => new LabelCount
            {
                DatasetType = count.Type,
                Label = count.Label,
                Rows = count.Rows,
            }),
        ];
    }

    /// <summary>Adds one.</summary>
    public async Task<DataSetDetails> AddAsync(string id, RequestBody body, CancellationToken cancellationToken)
    {
        var set = DocumentRequestReader.Set(DocumentRequestReader.Id(id), body, clock.Now);
        if (!await changes.RunAsync(token => sets.AddAsync(set, token), cancellationToken))
            throw DocumentErrors.Bad($"there is a data set {set.TaskId} already: change it with update, or choose another id");
        return DocumentAnswers.Of(set, 0, 0);
    }

    /// <summary>Changes one; its rows stay.</summary>
    public async Task<DataSetDetails> UpdateAsync(string id, RequestBody body, CancellationToken cancellationToken)
    {
        var set = DocumentRequestReader.Set(DocumentRequestReader.Id(id), body, clock.Now);
        if (!await changes.RunAsync(token => sets.UpdateAsync(set, token), cancellationToken))
            throw DocumentErrors.NoSet(set.TaskId);
        return await FindAsync(set.TaskId, cancellationToken);
    }

    /// <summary>Deletes one with its rows.</summary>
    public async Task<string> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        string taskId = DocumentRequestReader.Id(id);
        return await changes.RunAsync(token => sets.DeleteAsync(taskId, token), cancellationToken)
            ? $"{taskId} is deleted"
            : throw DocumentErrors.NoSet(taskId);
    }

    /// <summary>A data set that must be there.</summary>
    /// <exception cref="Errors.ApiException">400 or 404: it is not.</exception>
    public async Task<DataSetRow> RequireAsync(string id, CancellationToken cancellationToken)
    {
        string taskId = DocumentRequestReader.Id(id);
        return await sets.FindAsync(taskId, cancellationToken) ?? throw DocumentErrors.NoSet(taskId);
    }
}
