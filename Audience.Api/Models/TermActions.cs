using System.Globalization;
using Audience.Api.Documents;
using Audience.Api.Requests;
using Audience.Data.Models;
using Audience.Jobs.Models;
using Audience.Labeling.Terms;

namespace Audience.Api.Models;

/// <summary>Changes terms one at a time, by their ids, as the newer frontend does.</summary>
public sealed class TermActions(TermWeightActions weights, TermIds ids, ModelChanges changes)
{
    /// <summary>Adds a term to a model.</summary>
    public async Task<string> AddAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var (label, term, weight) = Term(body);
        string id = ModelRequestReader.ReadId(body).ToString();
        await weights.EditAsync(
            id,
            (_, all) =>
            {
                if (!all.TryAdd((label, term), weight))
                    throw IsThere(label, term);
            },
            cancellationToken
        );
        return $"{id}: the term '{term}' is added";
    }

    /// <summary>Changes a term.</summary>
    public async Task<string> UpdateAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var (label, term, weight) = Term(body);
        var (id, old) = await FindAsync(body, cancellationToken);
        await weights.EditAsync(
            old.TaskId,
            (_, all) =>
            {
                int place = all.IndexOf((old.Label, old.Term));
                if (place < 0)
                    throw NoTerm(id);
                all.RemoveAt(place);
                if (all.ContainsKey((label, term)))
                    throw IsThere(label, term);
                all.Insert(place, (label, term), weight);
            },
            cancellationToken
        );
        await ChangeAsync(token => ids.RenameAsync(id, label, term, token), cancellationToken);
        return Told(id, "updated");
    }

    /// <summary>Deletes a term.</summary>
    public async Task<string> DeleteAsync(RequestBody body, CancellationToken cancellationToken)
    {
        var (id, old) = await FindAsync(body, cancellationToken);
        await weights.EditAsync(
            old.TaskId,
            (_, all) =>
            {
                if (!all.Remove((old.Label, old.Term)))
                    throw NoTerm(id);
            },
            cancellationToken
        );
        await ChangeAsync(token => ids.ForgetAsync(id, token), cancellationToken);
        return Told(id, "deleted");
    }

    private Task ChangeAsync(Func<CancellationToken, Task> change, CancellationToken cancellationToken) =>
        changes.RunAsync(
            async token =>
            {
                await change(token);
                return true;
            },
            cancellationToken
        );

    private async Task<(long Id, (string TaskId, string Label, string Term) Term)> FindAsync(
        RequestBody body,
        CancellationToken cancellationToken
    )
    {
        if (!body.Has("TERM_WEIGHT_ID"))
            body.Wrong("TERM_WEIGHT_ID", "field required", "value_error.missing");
        int id = body.Int("TERM_WEIGHT_ID", 0, 0, int.MaxValue);
        body.Check();
        return (id, await ids.FindAsync(id, cancellationToken) ?? throw NoTerm(id));
    }

    // Not checked yet: a body is checked once all of its fields have been asked for.
    private static (string Label, string Term, double Weight) Term(RequestBody body)
    {
        string label = body.Required("LABEL").Trim(),
            term = body.Required("TERM");
        double weight = body.Number("WEIGHT");
        if (!body.IsWrong("LABEL") && RowRules.Label(label) is { } problem)
            body.Wrong("LABEL", problem, "value_error.str");
        if (!body.IsWrong("TERM") && term.Length is 0 or > TermWeightModel.MaxTermLength)
            body.Wrong("TERM", $"ensure this text has 1 to {TermWeightModel.MaxTermLength} characters", "value_error.str");
        return (label, term, weight);
    }

    private static Exception NoTerm(long id) =>
        ModelErrors.Bad($"there is no term {id.ToString(CultureInfo.InvariantCulture)}: list the terms of its model again");

    private static Exception IsThere(string label, string term) =>
        ModelErrors.Bad($"the term '{term}' of label '{label}' is there already: use update");

    private static string Told(long id, string done) => $"term {id.ToString(CultureInfo.InvariantCulture)} is {done}";
}
