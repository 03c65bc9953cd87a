using System.Globalization;
using Audience.Contracts.Documents;
using Audience.Data.Documents;

namespace Audience.Api.Documents;

/// <summary>Rows as callers see them.</summary>
internal static class DocumentAnswers
{
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static DataSetDetails Of(DataSetRow set, long documents, long rules) =>
        new()
        {
            TaskId = set.TaskId,
            Name = set.Name,
            Description = set.Description,
            TaskType = set.TaskType,
            IsMultiLabel = set.IsMultiLabel,
            CreateTime = Time(set.CreateTime),
            UpdateTime = Time(set.UpdateTime),
            Documents = documents,
            Rules = rules,
        };

    public static DocumentItem Of(DataSetRow set, DocumentRow document) =>
        new()
        {
            Id = document.Id,
            Title = document.Title,
            Author = document.Author,
            Content = document.Content,
            DatasetType = document.DatasetType,
            Label = LabelCell.Join(document.Labels, set.IsMultiLabel),
        };

    public static RuleItem Of(RuleRow rule) =>
        new()
        {
            Id = rule.Id,
            Content = rule.Content,
            Label = rule.Label,
            RuleType = rule.RuleType,
            MatchType = rule.MatchType,
            Unless = rule.Exceptions is { Count: > 0 } exceptions ? exceptions : null,
        };
}
