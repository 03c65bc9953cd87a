using System.Globalization;
using Audience.Api.Requests;
using Audience.Contracts.Documents;
using Audience.Data.Documents;
using Audience.Hosting;
using Audience.Jobs.Models;

namespace Audience.Api.Documents;

/// <summary>Shows and changes the rules of data sets.</summary>
public sealed class RuleActions(DataSetActions sets, RuleTable rules, ModelChanges changes, LocalClock clock)
{
    /// <summary>The rules of a set.</summary>
    public async Task<IReadOnlyList<RuleItem>> ListAsync(string id, CancellationToken cancellationToken)
    {
        var set = await sets.RequireAsync(id, cancellationToken);
        return [.. (await rules.ListAsync(set.TaskId, cancellationToken)).Select(DocumentAnswers.Of)];
    }

    /// <summary>One rule.</summary>
    public async Task<RuleItem> FindAsync(string id, CancellationToken cancellationToken) =>
        DocumentAnswers.Of(await RequireAsync(id, cancellationToken));

    /// <summary>Adds a rule.</summary>
    public async Task<RuleItem> AddAsync(string id, RequestBody body, CancellationToken cancellationToken)
    {
        var set = await sets.RequireAsync(id, cancellationToken);
        var rule = DocumentRequestReader.Rule(set.TaskId, body);
        long added =
            await changes.RunAsync(token => rules.AddAsync(rule, clock.Now, token), cancellationToken)
            ?? throw DocumentErrors.NoSet(set.TaskId);
        return DocumentAnswers.Of(rule with { Id = added });
    }

    /// <summary>Changes a rule.</summary>
    public async Task<RuleItem> UpdateAsync(string id, RequestBody body, CancellationToken cancellationToken)
    {
        var old = await RequireAsync(id, cancellationToken);
        var rule = DocumentRequestReader.Rule(old.TaskId, body, old) with { Id = old.Id };
        await changes.RunAsync(
            async token =>
            {
                await rules.UpdateAsync(rule, clock.Now, token);
                return true;
            },
            cancellationToken
        );
        return await FindAsync(id, cancellationToken);
    }

    /// <summary>Deletes a rule.</summary>
    public async Task<string> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var rule = await RequireAsync(id, cancellationToken);
        return await changes.RunAsync(token => rules.DeleteAsync(rule, clock.Now, token), cancellationToken)
            ? $"rule {id} is deleted"
            : throw DocumentErrors.NoRow("rule", id);
    }

    private async Task<RuleRow> RequireAsync(string id, CancellationToken cancellationToken) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        && await rules.FindAsync(number, cancellationToken) is { } rule
            ? rule
            : throw DocumentErrors.NoRow("rule", DocumentErrors.Shown(id));
}
