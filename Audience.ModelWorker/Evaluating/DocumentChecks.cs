using Audience.Data.Datasets;

namespace Audience.ModelWorker.Evaluating;

/// <summary>What labels and documents must be like, the same in train, dev, test and ext_test.</summary>
internal static class DocumentChecks
{
    /// <summary>No label may have the name of a row of reports.</summary>
    /// <exception cref="DatasetException">One has.</exception>
    public static void Labels(LabelingJob job)
    {
        if (job.Labels.FirstOrDefault(ReservedLabels.Has) is { } label)
            throw new DatasetException($"DATASET_NO {job.Id}: {ReservedLabels.Why(label)}");
    }

    /// <summary>A document of a job that is not multi-label has one label.</summary>
    /// <exception cref="DatasetException">It has another number of them.</exception>
    public static void Document(LabelingJob job, LabelingDocument document)
    {
        if (!job.IsMultiLabel && document.Labels.Count != 1)
            throw new DatasetException(
                $"document {document.Id} of DATASET_NO {job.Id} has {document.Labels.Count} "
                    + "labels, and the job is not multi-label: give it one"
            );
    }
}
