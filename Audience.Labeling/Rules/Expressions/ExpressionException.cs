namespace Audience.Labeling.Rules.Expressions;

/// <summary>An expression that Python refuses, or that is not taken; the message goes on after "the expression '…'".</summary>
internal sealed class ExpressionException(string message) : Exception(message);
