using System.ComponentModel;
using Audience.Api.Requests;
using Audience.Contracts.Documents;

namespace Audience.Api.Documents;

/// <summary>The rules of data sets.</summary>
internal static class RuleRowEndpoints
{
    private const string SetText = DocumentRole.SetText,
        IdText = "The id of a rule.";

    public static void MapRuleRows(this RouteGroupBuilder documents)
    {
        documents
            .MapGet(
                "/{t}/rules",
                async ([Description(SetText)] string t, HttpContext http, RuleActions rules) =>
                    Results.Ok(await rules.ListAsync(t, http.RequestAborted))
            )
            .DescribeDocuments<IReadOnlyList<RuleItem>>("ListRules", "List rules", "The rules of a data set, in the order of their ids.");

        documents
            .MapGet(
                "/rules/{id}",
                async ([Description(IdText)] string id, HttpContext http, RuleActions rules) =>
                    Results.Ok(await rules.FindAsync(id, http.RequestAborted))
            )
            .DescribeDocuments<RuleItem>("GetRule", "Look at a rule", "A rule of any data set.");

        documents
            .MapPost(
                "/{t}/rules/add",
                async ([Description(SetText)] string t, HttpContext http, RuleActions rules) =>
                    Results.Ok(await rules.AddAsync(t, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted))
            )
            .ReadsDocuments<RuleRequest>()
            .DescribeDocuments<RuleItem>("AddRule", "Add a rule", "Adds a rule; an expression that does not compile is refused.");

        documents
            .MapPatch(
                "/rules/{id}/update",
                async ([Description(IdText)] string id, HttpContext http, RuleActions rules) =>
                    Results.Ok(
                        await rules.UpdateAsync(id, await RequestBody.ReadAsync(http.Request, http.RequestAborted), http.RequestAborted)
                    )
            )
            .ReadsDocuments<RuleRequest>()
            .DescribeDocuments<RuleItem>("UpdateRule", "Change a rule", "Models that were made from it stay as they are.");

        documents
            .MapDelete(
                "/rules/{id}/delete",
                async ([Description(IdText)] string id, HttpContext http, RuleActions rules) =>
                    Results.Ok(await rules.DeleteAsync(id, http.RequestAborted))
            )
            .DescribeDocuments<string>("DeleteRule", "Delete a rule", "Models that were made from it stay as they are.");
    }
}
