using System.Globalization;
using Audience.Api.Requests;
using Audience.Contracts.Models;
using Audience.Data.Models;
using Audience.Jobs.Models;
using Audience.Labeling.Prepared;
using Audience.Labeling.Terms;

namespace Audience.Api.Models;

/// <summary>Shows and changes the terms of term-weight models.</summary>
public sealed class TermWeightActions(ModelQueries queries, ModelTerms terms, TermIds ids, ModelArtefacts artefacts, ModelChanges changes)
{
    private const int MaxTerms = 100_000;

    /// <summary>All terms, by label, the heaviest first.</summary>
    public async Task<IReadOnlyList<TermWeightRow>> ListAsync(string id, CancellationToken cancellationToken)
    {
        var row = await FindAsync(id, cancellationToken);
        var model = PreparedModel.FromBytes((await queries.ReadAsync(id, cancellationToken)).Bytes).Terms!;
        var numbers = await changes.RunAsync(
            token => ids.OfAsync(row.TaskId, [.. model.Terms.Select(t => (t.Label, t.Term))], token),
            cancellationToken
        );
        var thresholds = model.Labels.Zip(model.Thresholds).ToDictionary(l => l.First, l => l.Second);
        return
        [
            .. model
                .Labels.SelectMany(label =>
                    model.Terms.Where(t => t.Label == label).OrderByDescending(t => t.Weight).ThenBy(t => t.Term, StringComparer.Ordinal)
                )
                .Select(t => new TermWeightRow
                {
                    Id = numbers[(t.Label, t.Term)],
                    Label = t.Label,
                    Term = t.Term,
                    Weight = t.Weight,
                    Threshold = thresholds[t.Label],
                }),
        ];
    }

    /// <summary>Adds terms that the model does not have.</summary>
    public Task<string> AddAsync(string id, RequestBody body, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            Read(body, weighed: true),
            "added",
            (all, entry) => all.TryAdd(entry.Key, entry.Weight) ? null : "is there already: use update",
            cancellationToken
        );

    /// <summary>Gives terms another weight.</summary>
    public Task<string> UpdateAsync(string id, RequestBody body, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            Read(body, weighed: true),
            "updated",
            (all, entry) =>
            {
                if (!all.ContainsKey(entry.Key))
                    return "is not there: use add";
                all[entry.Key] = entry.Weight;
                return null;
            },
            cancellationToken
        );

    /// <summary>Takes terms away.</summary>
    public Task<string> DeleteAsync(string id, RequestBody body, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            Read(body, weighed: false),
            "deleted",
            (all, entry) => all.Remove(entry.Key) ? null : "is not there",
            cancellationToken
        );

    private async Task<string> ChangeAsync(
        string id,
        IReadOnlyList<Entry> entries,
        string done,
        Func<OrderedDictionary<(string, string), double>, Entry, string?> change,
        CancellationToken cancellationToken
    )
    {
        await EditAsync(
            id,
            (labels, all) =>
            {
                foreach (var entry in entries)
                {
                    if (!labels.Contains(entry.Label))
                        throw ModelErrors.Bad($"the model has no label '{entry.Label}': use one of {string.Join(", ", labels)}");
                    if (change(all, entry) is { } problem)
                        throw ModelErrors.Bad($"the term '{entry.Term}' of label '{entry.Label}' {problem}");
                }
            },
            cancellationToken
        );
        return $"{id}: {entries.Count.ToString(CultureInfo.InvariantCulture)} {(entries.Count == 1 ? "term is" : "terms are")} {done}";
    }

    /// <summary>Changes a model's terms; labels that the change names and the model lacks are made, with a threshold of 0.</summary>
    /// <param name="id">The model.</param>
    /// <param name="edit">Gets the labels that there are, and the terms, which it changes; or throws.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    internal async Task EditAsync(
        string id,
        Action<IReadOnlyList<string>, OrderedDictionary<(string Label, string Term), double>> edit,
        CancellationToken cancellationToken
    )
    {
        var row = await FindAsync(id, cancellationToken);
        if (!await changes.RunAsync(token => terms.ChangeAsync(row.TaskId, Changed, token), cancellationToken))
            throw ModelErrors.Unknown(id);
        await artefacts.TryDeleteUnusedAsync(CancellationToken.None);

        TermWeightModel Changed(TermWeightModel model)
        {
            var all = new OrderedDictionary<(string Label, string Term), double>(
                model.Terms.Select(t => KeyValuePair.Create((t.Label, t.Term), t.Weight))
            );
            edit(model.Labels, all);
            string[] labels = [.. model.Labels.Union(all.Keys.Select(key => key.Label))];
            return all.Count > Math.Max(MaxTerms, model.Terms.Count)
                ? throw ModelErrors.Bad($"the model would have {all.Count} terms: at most {MaxTerms}")
                : new TermWeightModel(
                    labels,
                    [.. all.Select(t => new TermWeight(t.Key.Label, t.Key.Term, t.Value))],
                    [.. model.Thresholds, .. Enumerable.Repeat(0.0, labels.Length - model.Labels.Count)],
                    model.OneLabel
                );
        }
    }

    private async Task<ModelRow> FindAsync(string id, CancellationToken cancellationToken)
    {
        var row = await queries.FindInUseAsync(id, cancellationToken);
        if (row.ModelName != ModelKind.TermWeight.Name())
            throw ModelErrors.Bad($"model {id} is a {row.ModelName}: only a TERM_WEIGHT_MODEL has terms");
        return row.IsReady ? row : throw ModelErrors.NotReady(id, row.TrainingStatus);
    }

    private static List<Entry> Read(RequestBody body, bool weighed)
    {
        var entries = new List<Entry>();
        if (body.Has("TERMS"))
            foreach (var entry in body.NestedList("TERMS"))
                entries.Add(ReadOne(body, entry, weighed));
        else
            entries.Add(ReadOne(body, body, weighed));
        body.Check();
        return entries.Count is > 0 and <= MaxTerms
            ? entries
            : throw ModelErrors.Bad($"TERMS has {entries.Count} entries: give 1 to {MaxTerms}");
    }

    private static Entry ReadOne(RequestBody body, RequestBody entry, bool weighed)
    {
        string label = entry.Required("LABEL"),
            term = entry.Required("TERM");
        double weight = weighed ? entry.Number("WEIGHT") : 0;
        if (term.Length > TermWeightModel.MaxTermLength || term.Length == 0 && !entry.IsWrong("TERM"))
            entry.Wrong("TERM", $"ensure this text has 1 to {TermWeightModel.MaxTermLength} characters", "value_error.str");
        if (entry != body)
            body.Adopt(entry);
        return new Entry(label, term, weight);
    }

    private sealed record Entry(string Label, string Term, double Weight)
    {
        public (string, string) Key => (Label, Term);
    }
}
