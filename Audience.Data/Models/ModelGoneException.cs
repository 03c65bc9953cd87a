namespace Audience.Data.Models;

/// <summary>A model was deleted or replaced between being looked up and being used.</summary>
public sealed class ModelGoneException() : Exception("a model of the task was deleted or replaced this very moment: try again");
