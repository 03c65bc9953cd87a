using System.Globalization;
using Audience.Client;
using Audience.Web.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Audience.Web.DataSets;

/// <summary>Uploads to a data set, and changes of its rows.</summary>
internal static class DataSetActions
{
    // As the API takes unless told otherwise; it says itself where a file is larger than it takes.
    private const long MaxUpload = 1_000_000_000;

    /// <summary>Adds the endpoints.</summary>
    public static void MapDataSetActions(this IEndpointRouteBuilder console)
    {
        console
            .MapPost("/datasets/{id}/upload", UploadAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MaxUpload))
            .WithFormOptions(multipartBodyLengthLimit: MaxUpload);
        console.MapPost("/datasets/{id}/rows", ChangeAsync);
        console.MapPost(
            "/datasets/{id}/delete",
            async (HttpContext http, Visits visits, string id) =>
            {
                await visits.Api(http).DeleteDataSetAsync(id, http.RequestAborted);
                return Results.Redirect(ConsoleRegistration.Path + "/datasets");
            }
        );
    }

    private static async Task<IResult> UploadAsync(HttpContext http, Visits visits, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Files["file"] is not { Length: > 0 } file)
            return await DataSetPages.ShowAsync(http, visits, id, s => s with { Mistakes = [visits.View(http).Words["Sets.NoFile"]] });
        try
        {
            await using var stream = file.OpenReadStream();
            var uploaded = await visits
                .Api(http)
                .UploadDataSetAsync(
                    id,
                    form["overwrite"] == "true",
                    new FileParameter(stream, "upload.csv", "text/csv"),
                    http.RequestAborted
                );
            return await DataSetPages.ShowAsync(http, visits, id, s => s with { Uploaded = uploaded });
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 413 or 422)
        {
            return await DataSetPages.ShowAsync(http, visits, id, s => s with { Mistakes = Lines(e) });
        }
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, Visits visits, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var api = visits.Api(http);
        var row = SetRow.Of(form);
        bool isRule = form["rule"] == "true";
        try
        {
            if (form["do"] == "delete")
                await DeleteAsync(api, row, isRule, http.RequestAborted);
            else
                await row.SaveAsync(api, id, isRule, http.RequestAborted);
        }
        catch (AudienceException e) when (e.StatusCode is 400 or 404 or 422)
        {
            return await DataSetPages.ShowAsync(
                http,
                visits,
                id,
                s => s with { Mistakes = Lines(e), Typed = row, Query = s.Query with { Edit = row.Id == 0 ? null : row.Id } }
            );
        }
        var back = DataSetQuery.Of(id, http.Request.Query) with { Edit = null };
        return Results.Redirect($"{back}{(row.Id == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"#row-{row.Id}"))}");
    }

    private static Task<string> DeleteAsync(AudienceClient api, SetRow row, bool isRule, CancellationToken cancellationToken)
    {
        string id = row.Id.ToString(CultureInfo.InvariantCulture);
        return isRule ? api.DeleteRuleAsync(id, cancellationToken) : api.DeleteDocumentAsync(id, cancellationToken);
    }

    // The API names line and column of each mistake of a file.
    private static string[] Lines(AudienceException error)
    {
        string text = string.Join(' ', ApiMistakes.Of(error).Select(m => m.Text));
        const string nothing = "nothing was written. ";
        return
            (text.StartsWith(nothing, StringComparison.Ordinal) ? text[nothing.Length..] : text).Split("; line ")
                is [var first, .. var more]
            ? [first, .. more.Select(m => "line " + m)]
            : [text];
    }
}
