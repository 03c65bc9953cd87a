using Audience.Api.Audit;
using Audience.Api.OpenApi;
using Audience.Api.Requests;
using Audience.Contracts;
using Audience.Contracts.Audiences;

namespace Audience.Api.Audiences;

/// <summary>Sets of authors by their panels.</summary>
public static class AudienceEndpoints
{
    /// <summary>Adds the endpoints; each answers with and without a trailing slash.</summary>
    public static void MapAudiences(this IEndpointRouteBuilder app)
    {
        var audiences = app.MapGroup("/audiences").WithTags("Audiences");
        audiences
            .MapPost(
                "/count/",
                async (HttpContext http, AudienceSizes sizes) =>
                    Results.Ok(
                        AudienceSizes.Ok(
                            await sizes.CountAsync(
                                AudienceReader.Read(await RequestBody.ReadAsync(http.Request, http.RequestAborted)),
                                http.RequestAborted
                            )
                        )
                    )
            )
            .Reads<CountAudienceRequest>()
            .Describe<Envelope<AudienceCount>>(
                "CountAudience",
                "Count authors by their panels",
                "Counts, exactly, the authors of finished tasks whose panels fit an expression, by source group and in all."
            )
            .Fails(404)
            .ChangesNothing();
        audiences
            .MapPost(
                "/overlap/",
                async (HttpContext http, AudienceSizes sizes) =>
                {
                    var (question, panels) = AudienceReader.ReadOverlap(await RequestBody.ReadAsync(http.Request, http.RequestAborted));
                    return Results.Ok(AudienceSizes.Ok(await sizes.OverlapAsync(question, panels, http.RequestAborted)));
                }
            )
            .Reads<OverlapRequest>()
            .Describe<Envelope<PanelOverlap>>(
                "OverlapPanels",
                "Count how panels overlap",
                "For up to 12 panels every combination that occurs, with its authors: what an UpSet plot shows."
            )
            .Fails(404)
            .ChangesNothing();
    }
}
