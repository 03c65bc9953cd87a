namespace Audience.Labeling.Reports;

/// <summary>How right a label is.</summary>
/// <param name="Precision">Of the documents that get it, the share that has it, 0 to 1; 1 where none gets it.</param>
/// <param name="Recall">Of the documents that have it, the share that gets it, 0 to 1; 1 where none has it.</param>
/// <param name="F1">Their harmonic mean, 0 to 1.</param>
/// <param name="Support">Documents that have it.</param>
public readonly record struct LabelScores(double Precision, double Recall, double F1, long Support);
