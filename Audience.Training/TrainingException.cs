namespace Audience.Training;

/// <summary>Documents that nothing can be learned from. The message is for the person who prepares the model.</summary>
public sealed class TrainingException(string message) : Exception(message);
