using System.Globalization;
using Audience.Client;
using Audience.Web.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Audience.Web.Models;

/// <summary>Takes a model's archive, or a CSV of terms, as the model of a job.</summary>
internal static class ModelImports
{
    // Bytes. The API says itself where a file is larger than it takes (MAX_MODEL_BYTES).
    private const long MaxFile = 1_000_000_000;

    /// <summary>Adds what the form of the list calls.</summary>
    public static void MapModelImports(this IEndpointRouteBuilder console) =>
        console
            .MapPost("/models/import", ImportAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MaxFile))
            .WithFormOptions(multipartBodyLengthLimit: MaxFile);

    private static async Task<IResult> ImportAsync(HttpContext http, Visits visits)
    {
        var (view, api) = await visits.OpenAsync(http);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Files["file"] is not { Length: > 0 } file)
            return await ModelPages.ListAsync(http, visits, [new Mistake("file", view.Words["Sets.NoFile"])]);
        if (!int.TryParse(form["MODEL_JOB_ID"], NumberStyles.None, CultureInfo.InvariantCulture, out int job) || job == 0)
            return await ModelPages.ListAsync(http, visits, [new Mistake("MODEL_JOB_ID", view.Words["Models.BadJob"])]);
        try
        {
            await using var stream = file.OpenReadStream();
            var model = await api.ImportModelAsync(
                new FileParameter(stream, "model"),
                job,
                form["PREDICT_TYPE"].ToString(),
                cancellationToken: http.RequestAborted
            );
            return Results.Redirect($"{ConsoleRegistration.Path}/models/{model.TaskId}");
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 413 or 422)
        {
            return await ModelPages.ListAsync(http, visits, [.. ApiMistakes.Of(e).Select(m => m with { Field = "file" })]);
        }
    }
}
