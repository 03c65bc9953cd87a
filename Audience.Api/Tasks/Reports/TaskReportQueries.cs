using System.Data.Common;
using Audience.Api.Errors;
using Audience.Contracts;
using Audience.Contracts.Tasks.Reports;
using Audience.Data.Schedules;
using Audience.Data.Tasks;
using Audience.Hosting.Settings;

namespace Audience.Api.Tasks.Reports;

/// <summary>Tells what a task does, and what its rules and labels did.</summary>
public sealed class TaskReportQueries(
    TaskTable tasks,
    TaskDefinitions definitions,
    TaskReports reports,
    TaskRuleNames names,
    ScheduleQueries schedules,
    AudienceSettings settings
)
{
    /// <summary>What the task does.</summary>
    public async Task<Envelope<TaskDetails>> DefinitionAsync(string taskId, CancellationToken cancellationToken)
    {
        var task = await FindAsync(taskId, withSite: true, cancellationToken);
        var rules = await names.FindAsync(task, cancellationToken);
        return Ok(TaskAnswers.Of(task, rules));
    }

    /// <summary>What its rules did.</summary>
    public async Task<Envelope<TaskRules>> RulesAsync(string taskId, RuleQuery query, CancellationToken cancellationToken)
    {
        var task = await FindReportedAsync(taskId, cancellationToken);
        var rules = await names.FindAsync(task, cancellationToken);
        var figures = await ReadAsync(task.TaskId, cancellationToken);
        if (rules.Count == 0 && figures.Labels.Values.All(label => label.Rules.Count == 0))
            throw new ApiException(
                404,
                $"task {task.TaskId} has no rules that are known: it labels with learned models; see /tasks/{task.TaskId}/labels/"
            );
        return Ok(query.Choose(figures, rules));
    }

    /// <summary>What its labels did.</summary>
    public async Task<Envelope<TaskLabels>> LabelsAsync(string taskId, CancellationToken cancellationToken)
    {
        var task = await FindReportedAsync(taskId, cancellationToken);
        var figures = await ReadAsync(task.TaskId, cancellationToken);
        try
        {
            var panels = await reports.ReadPanelsAsync(task.TaskId, cancellationToken);
            return Ok(new LabelAnswer(figures, panels, settings.Labels.PanelNames.Of).Make());
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    private async Task<TaskDefinition> FindReportedAsync(string taskId, CancellationToken cancellationToken)
    {
        var task = await FindAsync(taskId, withSite: false, cancellationToken);
        // Runs overlap, and what was counted of a run's posts cannot be told apart by their times.
        if (await schedules.FindAsync(task.TaskId, cancellationToken) is not null)
            throw new ApiException(
                404,
                $"{task.TaskId} is a schedule: what rules and labels did is told of each of its runs, by their tasks"
            );
        return task.RuleReport
            ? task
            : throw new ApiException(
                404,
                $"task {task.TaskId} keeps no report: it was created with RULE_REPORT false, or by an earlier version"
            );
    }

    private async Task<TaskDefinition> FindAsync(string taskId, bool withSite, CancellationToken cancellationToken)
    {
        string id = TaskErrors.CheckId(taskId);
        try
        {
            // What is being deleted is gone for everybody.
            if (await tasks.FindAsync(id, cancellationToken) is null)
                throw TaskErrors.Unknown(id);
            return await definitions.FindAsync(id, withSite, cancellationToken)
                ?? throw new ApiException(404, $"task {id} was made by an earlier version, which did not keep what it was to do");
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new ApiException(500, $"SITE_CONFIG of task {id} cannot be read: SECRET_KEYS lacks the key that encrypted it", e);
        }
    }

    private async Task<RunFigures> ReadAsync(string taskId, CancellationToken cancellationToken)
    {
        try
        {
            return await reports.ReadAsync(taskId, cancellationToken);
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    private static Envelope<T> Ok<T>(T value) => new() { ErrorCode = 200, ErrorMessage = value };
}
