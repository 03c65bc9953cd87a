using Audience.Web.Serving;

namespace Audience.Web.Tasks;

/// <summary>A task's rows as a file.</summary>
internal static class TaskDownloads
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapTaskDownloads(this IEndpointRouteBuilder console) =>
        console.MapGet(
            "/tasks/{id}/download",
            async (HttpContext http, Visits visits, string id, string? rows, string? format, string? label) =>
            {
                var file = await visits
                    .Api(http)
                    .DownloadTaskAsync(
                        id,
                        rows,
                        label: string.IsNullOrEmpty(label) ? null : label,
                        format: format,
                        cancellationToken: http.RequestAborted
                    );
                return new HandedOn(file);
            }
        );
}
