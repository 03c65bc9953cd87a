using Audience.Client;
using Audience.Web.Serving;

namespace Audience.Web.Audit;

/// <summary>Who changed what.</summary>
internal static class AuditPages
{
    private const int PageSize = 50;

    /// <summary>Adds the page.</summary>
    public static void MapAudit(this IEndpointRouteBuilder console) =>
        console.MapGet(
            "/audit",
            async (HttpContext http, Visits visits, long? before, string? key, string? target) =>
            {
                var (view, api) = await visits.OpenAsync(http);
                var entries = view.MayOperate
                    ? (await api.ListAuditAsync(PageSize + 1, before, key, target, http.RequestAborted)).ErrorMessage
                    : [];
                return Page.Of<AuditPage>(
                    new Dictionary<string, object?>
                    {
                        ["View"] = view,
                        ["Entries"] = (IReadOnlyList<AuditEntry>)[.. entries.Take(PageSize)],
                        ["More"] = entries.Count > PageSize,
                        ["Key"] = key,
                        ["Target"] = target,
                    }
                );
            }
        );
}
