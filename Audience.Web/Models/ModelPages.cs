using Audience.Client;
using Audience.Web.Pages;
using Audience.Web.Serving;

namespace Audience.Web.Models;

/// <summary>The models that tasks may label with.</summary>
internal static class ModelPages
{
    private const int Max = 200;

    /// <summary>Adds the page.</summary>
    public static void MapModels(this IEndpointRouteBuilder console) =>
        console.MapGet(
            "/models",
            async (HttpContext http, Visits visits) =>
            {
                var (view, api) = await visits.OpenAsync(http);
                var models = await api.ListModelsAsync(Max, cancellationToken: http.RequestAborted);
                return Page.Of<ModelsPage>(
                    new Dictionary<string, object?> { ["View"] = view, ["Models"] = (IReadOnlyList<ModelStatus>)[.. models] }
                );
            }
        );
}
