using System.ComponentModel;
using Audience.Api.Requests;
using Audience.Contracts.Documents;

namespace Audience.Api.Documents;

/// <summary>Data sets: list, look at, add, change, delete.</summary>
internal static class DataSetEndpoints
{
    private const string SetText = DocumentRole.SetText;

    public static void MapDataSets(this RouteGroupBuilder documents)
    {
        documents
            .MapGet("/", async (HttpContext http, DataSetActions sets) => Results.Ok(await sets.ListAsync(http.RequestAborted)))
            .DescribeDocuments<IReadOnlyList<DataSetSummary>>("ListDataSets", "List data sets", "The latest first.");

        documents
            .MapGet(
                "/{t}",
                async ([Description(SetText)] string t, HttpContext http, DataSetActions sets) =>
                    Results.Ok(await sets.FindAsync(t, http.RequestAborted))
            )
            .DescribeDocuments<DataSetDetails>("GetDataSet", "Look at a data set", "What it is, and how many documents and rules it has.");

        documents
            .MapGet(
                "/{t}/labels",
                async ([Description(SetText)] string t, HttpContext http, DataSetActions sets) =>
                    Results.Ok(await sets.CountLabelsAsync(t, http.RequestAborted))
            )
            .DescribeDocuments<IReadOnlyList<LabelCount>>(
                "CountLabels",
                "Count a data set's labels",
                "How many documents of each split, and how many rules, have each label; the most frequent labels first."
            );

        documents
            .MapPost(
                "/{t}/add",
                async ([Description(SetText)] string t, HttpContext http, DataSetActions sets) =>
                    Results.Ok(await sets.AddAsync(t, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted))
            )
            .ReadsDocuments<DataSetRequest>()
            .DescribeDocuments<DataSetDetails>(
                "AddDataSet",
                "Add a data set",
                "Adds an empty data set under an id of the caller's choice."
            );

        documents
            .MapPatch(
                "/{t}/update",
                async ([Description(SetText)] string t, HttpContext http, DataSetActions sets) =>
                    Results.Ok(
                        await sets.UpdateAsync(t, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsDocuments<DataSetRequest>()
            .DescribeDocuments<DataSetDetails>(
                "UpdateDataSet",
                "Change a data set",
                "Changes what it is called and what it is. Its documents and its rules stay, whatever TASK_TYPE becomes."
            );

        documents
            .MapDelete(
                "/{t}/delete",
                async ([Description(SetText)] string t, HttpContext http, DataSetActions sets) =>
                    Results.Ok(await sets.DeleteAsync(t, http.RequestAborted))
            )
            .DescribeDocuments<string>(
                "DeleteDataSet",
                "Delete a data set",
                "Deletes it with its rows. Models that were made from it stay, and one "
                    + "that is being made from it is made of what was there when it began."
            );
    }
}
