namespace Audience.Data.Datasets;

/// <summary>
/// A labeling job of the frontend, <c>labeling_jobs_labelingjob</c>, or a data set of <c>/documents/</c>, with its labels.
/// </summary>
/// <param name="Id">DATASET_NO.</param>
/// <param name="IsMultiLabel">Whether a document may have several labels, or none.</param>
/// <param name="DataType"> <c>supervise_model</c>, <c>rule_base</c>, <c>regex</c> or <c>term_weight</c>; of a data set its
/// TASK_TYPE.</param>
/// <param name="Labels">Distinct names, in the order of their ids.</param>
public sealed record LabelingJob(string Id, bool IsMultiLabel, string? DataType, IReadOnlyList<string> Labels);

/// <summary>A rule of a labeling job: <c>labeling_jobs_rule</c>.</summary>
/// <param name="Label">The label's name.</param>
/// <param name="Content">A keyword, an expression or a term.</param>
/// <param name="MatchType"><c>start</c>, <c>end</c>, <c>exactly</c> or <c>partially</c>; null where it does not matter.</param>
/// <param name="Score">A term's weight.</param>
public sealed record LabelingRule(string Label, string Content, string? MatchType, double? Score)
{
    /// <summary>An item of a PATTERN, in JSON, that says more than the rest; null where that says it all.</summary>
    public string? Item { get; init; }
}

/// <summary>A document of a labeling job: <c>labeling_jobs_document</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The column that the model looks at; empty where it is NULL.</param>
/// <param name="Labels">The labels that people gave it, in the order of their ids.</param>
public sealed record LabelingDocument(long Id, string Text, IReadOnlyList<string> Labels);
