using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Datasets;

/// <summary>Finds a data set by the beginning of its id.</summary>
internal static class DatasetIds
{
    /// <inheritdoc cref="IdPrefix.FindAsync" path="/summary|/exception"/>
    public static Task<string> FindAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        IdPrefix.FindAsync(
            id,
            async () => (await api.ListDataSetsAsync(cancellationToken)).Select(set => set.TaskId),
            "data sets",
            "the data sets"
        );
}
