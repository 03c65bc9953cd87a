using Audience.Data.Datasets;
using Audience.Data.Documents;

namespace Audience.Data.Models;

/// <summary>Opens what a model is made of, wherever it is.</summary>
/// <param name="server">Where the frontend's databases are.</param>
/// <param name="database">Where the data sets of <c>/documents/</c> are.</param>
public sealed class DatasetOpener(DatasetServer server, OutputDatabase database)
{
    /// <summary>Opens it.</summary>
    /// <exception cref="DatasetException">There is no such database of the frontend.</exception>
    public async Task<IDataset> OpenAsync(ModelDefinition definition, CancellationToken cancellationToken) =>
        definition.DatasetId is { } id
            ? await StoredDataset.OpenAsync(database, id, cancellationToken)
            : await server.OpenAsync(definition.DatasetDb, definition.DatasetNo, cancellationToken);
}
