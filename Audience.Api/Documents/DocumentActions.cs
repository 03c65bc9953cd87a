using System.Globalization;
using System.Runtime.CompilerServices;
using Audience.Api.Requests;
using Audience.Contracts.Documents;
using Audience.Data.Documents;
using Audience.Hosting;
using Audience.Jobs.Models;

namespace Audience.Api.Documents;

/// <summary>Shows and changes the documents of data sets.</summary>
public sealed class DocumentActions(
    DataSetActions sets,
    DocumentReader reader,
    DocumentWriter writer,
    ModelChanges changes,
    LocalClock clock
)
{
    /// <summary>The documents of a set, as a stream.</summary>
    public async Task<IAsyncEnumerable<DocumentItem>> ListAsync(string id, DocumentFilter filter, CancellationToken cancellationToken) =>
        ListAsync(await sets.RequireAsync(id, cancellationToken), filter, cancellationToken);

    /// <summary>One document.</summary>
    public async Task<DocumentItem> FindAsync(string id, CancellationToken cancellationToken)
    {
        var (set, document) = await RequireAsync(id, cancellationToken);
        return DocumentAnswers.Of(set, document);
    }

    /// <summary>Adds a document.</summary>
    public async Task<DocumentItem> AddAsync(string id, RequestBody body, CancellationToken cancellationToken)
    {
        var set = await sets.RequireAsync(id, cancellationToken);
        var (document, _) = DocumentRequestReader.Document(set, body, labelNeeded: true);
        long added =
            await changes.RunAsync(token => writer.AddAsync(document, clock.Now, token), cancellationToken)
            ?? throw DocumentErrors.NoSet(set.TaskId);
        return DocumentAnswers.Of(set, document with { Id = added });
    }

    /// <summary>Changes a document; its labels stay unless some are given.</summary>
    public async Task<DocumentItem> UpdateAsync(string id, RequestBody body, CancellationToken cancellationToken)
    {
        var (set, old) = await RequireAsync(id, cancellationToken);
        var (document, labels) = DocumentRequestReader.Document(set, body, labelNeeded: false);
        document = document with { Id = old.Id, Labels = labels ? document.Labels : old.Labels };
        if (!await changes.RunAsync(token => writer.UpdateAsync(document, labels, clock.Now, token), cancellationToken))
            throw DocumentErrors.NoRow("document", id);
        return DocumentAnswers.Of(set, document);
    }

    /// <summary>Deletes a document.</summary>
    public async Task<string> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var (_, document) = await RequireAsync(id, cancellationToken);
        return await changes.RunAsync(token => writer.DeleteAsync(document, clock.Now, token), cancellationToken)
            ? $"document {id} is deleted"
            : throw DocumentErrors.NoRow("document", id);
    }

    private async Task<(DataSetRow Set, DocumentRow Document)> RequireAsync(string id, CancellationToken cancellationToken)
    {
        var document =
            long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && await reader.FindAsync(number, cancellationToken) is { } found
                ? found
                : throw DocumentErrors.NoRow("document", DocumentErrors.Shown(id));
        return (await sets.RequireAsync(document.TaskId, cancellationToken), document);
    }

    private async IAsyncEnumerable<DocumentItem> ListAsync(
        DataSetRow set,
        DocumentFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var document in reader.ListAsync(set.TaskId, filter, cancellationToken))
            yield return DocumentAnswers.Of(set, document);
    }
}
