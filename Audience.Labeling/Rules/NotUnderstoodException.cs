namespace Audience.Labeling.Rules;

/// <summary>Ends the reading of an expression that holds something the reader does not know; never leaves the reader.</summary>
internal sealed class NotUnderstoodException : Exception;
