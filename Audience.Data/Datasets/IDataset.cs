namespace Audience.Data.Datasets;

/// <summary>
/// What a model is made of, and evaluated on: a labeling job of the frontend's, or a data set of <c>/documents/</c>. One reading
/// at a time.
/// </summary>
public interface IDataset : IAsyncDisposable
{
    /// <summary>What it is, with its labels.</summary>
    /// <param name="needsLabels">Whether it is an error where it has no label.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="DatasetException">It does not exist, or has no label where it needs one.</exception>
    Task<LabelingJob> FindJobAsync(bool needsLabels, CancellationToken cancellationToken);

    /// <summary>Its rules of one type: <c>keyword</c>, <c>regex</c> or <c>term_weight</c>.</summary>
    /// <exception cref="DatasetException">They cannot be read.</exception>
    Task<IReadOnlyList<LabelingRule>> RulesAsync(string type, CancellationToken cancellationToken);

    /// <summary>How many documents of a type it has.</summary>
    /// <exception cref="DatasetException">They cannot be counted.</exception>
    Task<long> CountAsync(string documentType, CancellationToken cancellationToken);

    /// <summary>Its documents of one type, as a stream.</summary>
    /// <param name="documentType"><c>train</c>, <c>dev</c>, <c>test</c> or <c>ext_test</c>.</param>
    /// <param name="feature">What the model looks at.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="DatasetException">There are none, or they cannot be read.</exception>
    IAsyncEnumerable<LabelingDocument> DocumentsAsync(string documentType, string feature, CancellationToken cancellationToken);
}
