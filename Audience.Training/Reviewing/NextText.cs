namespace Audience.Training.Reviewing;

/// <summary>A text that is worth labelling.</summary>
/// <param name="Text">Its place among the texts.</param>
/// <param name="Uncertainty">0, where a model that was learned from the labelled documents is sure, to 1; 1 where none could be
/// learned.</param>
/// <param name="Probabilities">By label of the training set; empty where no model could be learned.</param>
public sealed record NextText(int Text, double Uncertainty, IReadOnlyList<double> Probabilities);
