namespace Audience.Training.Reviewing;

/// <summary>Judges the labels of documents by the probabilities of models that had not seen them.</summary>
internal interface IJudge
{
    /// <summary>Judges a document, known by its number.</summary>
    LabelDoubt Judge(int document);
}
