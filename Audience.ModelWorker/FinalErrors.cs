using Audience.Data.Datasets;
using Audience.Labeling;
using Audience.Labeling.Scoring;
using Audience.Training;

namespace Audience.ModelWorker;

/// <summary>What no further attempt can mend: it lies with the documents, the rules or the model.</summary>
internal static class FinalErrors
{
    public static bool Are(Exception error) => error is DatasetException or TrainingException or PatternException or ModelFormatException;
}
