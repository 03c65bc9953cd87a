using System.Data.Common;

namespace Audience.Data.Documents;

/// <summary>Writes documents with their labels.</summary>
internal sealed class DocumentInsert(DbTransaction transaction, string taskId)
{
    private readonly RowInsert _documents = new(
        transaction,
        "data_set_document",
        "id",
        "task_id",
        "title",
        "author",
        "s_id",
        "s_area_id",
        "content",
        "post_time",
        "dataset_type"
    );

    private readonly RowInsert _labels = new(transaction, "data_set_label", "document_id", "ordinal", "task_id", "label");

    /// <summary>Adds a document.</summary>
    public async Task AddAsync(DocumentRow d, CancellationToken cancellationToken)
    {
        await _documents.AddAsync(
            [d.Id, taskId, d.Title, d.Author, d.SId, d.SAreaId, d.Content, d.PostTime, d.DatasetType],
            cancellationToken
        );
        await AddLabelsAsync(d, cancellationToken);
    }

    /// <summary>Adds the labels of a document that is there.</summary>
    public async Task AddLabelsAsync(DocumentRow document, CancellationToken cancellationToken)
    {
        int ordinal = 0;
        foreach (string label in document.Labels)
            await _labels.AddAsync([document.Id, ordinal++, taskId, label], cancellationToken);
    }

    /// <summary>Writes what was added.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _documents.FlushAsync(cancellationToken);
        await _labels.FlushAsync(cancellationToken);
    }
}
