using System.Globalization;
using System.Text.Json;
using Audience.Client;
using Audience.Local.Remote;
using Spectre.Console;

namespace Audience.Local.Models;

/// <summary>Shows models, as tables for people or as JSON for programs.</summary>
internal sealed class ModelView(bool json) : ApiView(json)
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(500);

    public async Task<int> ListAsync(AudienceClient api, int limit, CancellationToken cancellationToken)
    {
        var models = await api.ListModelsAsync(limit, cancellationToken: cancellationToken);
        var table = new Table().AddWhole("job").AddColumns("name", "feature").AddWhole("training", "test", "created");
        foreach (var model in models)
            table.AddRow(
                Row(
                    model.JobId?.ToString(CultureInfo.InvariantCulture) ?? model.TaskId,
                    model.ModelPath ?? model.ModelName,
                    model.Feature,
                    model.TrainingStatus is "started" ? $"started {model.Progress:P0}" : model.TrainingStatus,
                    model.ExtStatus,
                    model.CreateTime
                )
            );
        return Show(models, table);
    }

    public async Task<int> StatusAsync(AudienceClient api, string id, CancellationToken cancellationToken) =>
        Fields(await api.GetModelStatusAsync(id, cancellationToken));

    public async Task<int> ReportAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var reports = await api.GetModelReportAsync(id, cancellationToken);
        var table = new Table().AddColumns("on", "label").AddWhole("precision", "recall", "F1", "documents");
        foreach (var report in reports)
        foreach (
            var row in JsonDocument.Parse(report.Report).RootElement.EnumerateObject().Where(r => r.Value.ValueKind == JsonValueKind.Object)
        )
            table.AddRow(
                Row(
                    report.DatasetType,
                    row.Name,
                    Figure(row.Value, "precision"),
                    Figure(row.Value, "recall"),
                    Figure(row.Value, "f1-score"),
                    row.Value.GetProperty("support")
                )
            );
        return Show(reports, table);
    }

    public async Task<int> VotesAsync(AudienceClient api, string id, CancellationToken cancellationToken)
    {
        var votes = await api.GetModelVotesAsync(id, cancellationToken);
        var table = new Table().AddColumns("model", "says").AddWhole([.. votes.Labels]);
        foreach (var voter in votes.Voters)
        foreach (var vote in voter.Votes)
            table.AddRow(Row([voter.Model ?? voter.ModelType, vote.Vote ?? "nothing", .. vote.Weights.Select(Signed)]));
        table.AddRow(Row(["before any vote", "", .. votes.Bias.Select(bias => bias is { } known ? Signed(known) : "never")]));
        return Show(votes, table);
    }

    /// <summary>Waits until a model is prepared, or tested.</summary>
    /// <returns>0 where it succeeded.</returns>
    public async Task<int> WaitAsync(AudienceClient api, string id, bool isTest, CancellationToken cancellationToken)
    {
        while (true)
        {
            var model = await api.GetModelStatusAsync(id, cancellationToken);
            string? status = isTest ? model.ExtStatus : model.TrainingStatus;
            if (status is not ("pending" or "started"))
            {
                Fields(model);
                return status is "finished" or "untrainable" ? 0 : 1;
            }
            await Task.Delay(s_period, cancellationToken);
        }
    }

    /// <summary>Says that work on a model began: the model's id, on a line of its own.</summary>
    public int Started(ModelJob model)
    {
        Console.WriteLine(IsJson ? JsonSerializer.Serialize(model, Options) : model.TaskId);
        return 0;
    }

    private static string Signed(double weight) => weight.ToString("+0.00;-0.00;0", CultureInfo.InvariantCulture);

    private static string Figure(JsonElement row, string name) =>
        row.GetProperty(name).GetDouble().ToString("0.000", CultureInfo.InvariantCulture);
}
