using Audience.Client;
using Audience.Local.Remote;

namespace Audience.Local.Audiences;

/// <summary>Finds a saved audience by the beginning of its id.</summary>
internal static class AudienceIds
{
    /// <inheritdoc cref="IdPrefix.FindAsync" path="/summary|/exception"/>
    public static Task<string> FindAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        IdPrefix.FindAsync(
            id,
            async () => (await api.ListAudiencesAsync(cancellationToken)).ErrorMessage.Select(audience => audience.AudienceId),
            "audiences",
            "the saved audiences"
        );
}
