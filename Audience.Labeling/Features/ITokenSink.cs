namespace Audience.Labeling.Features;

/// <summary>Takes the tokens of a text. Implemented by structs, so that the compiler makes a loop without calls of each.</summary>
internal interface ITokenSink
{
    /// <summary>Takes a token.</summary>
    /// <param name="hash">What the token is known by; never 0.</param>
    /// <param name="start">Where it begins in the text.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>False where longer tokens that begin as this one does need not be looked for.</returns>
    bool Add(ulong hash, int start, int end);
}
