namespace Audience.Labeling.Rules.Expressions;

/// <summary>An expression of Python's in .NET's syntax: its forms for texts that need more or less care.</summary>
internal sealed record Translation
{
    /// <summary>
    /// For texts without surrogate pairs and, where it has \b or \B, without characters of which .NET thinks otherwise there.
    /// </summary>
    internal required string Plain { get; init; }

    /// <summary>The same without \b and \B, for the backtracking engine, which takes one for the other in some places.</summary>
    internal required string PlainBacktracking { get; init; }

    /// <summary>For all texts.</summary>
    internal required string Full { get; init; }

    /// <summary>How texts are lowered before they are searched.</summary>
    internal required PythonCase Lowering { get; init; }

    /// <summary>Whether <see cref="Plain"/> leans on .NET's \b or \B.</summary>
    internal required bool HasNativeBoundary { get; init; }

    /// <summary>Whether <see cref="Plain"/> serves texts with symbols beyond U+FFFF, too.</summary>
    internal required bool IgnoresSymbols { get; init; }

    /// <summary>Whether <see cref="Plain"/> is only for texts without <see cref="Traits.OddLetters"/>.</summary>
    internal required bool SkipsOddLetters { get; init; }

    /// <summary>What a backtracking engine may have to do.</summary>
    internal required BacktrackingBound Bound { get; init; }

    internal required ExpressionLiterals Literals { get; init; }

    /// <exception cref="ExpressionException">Python refuses it, or it is not taken.</exception>
    internal static Translation Of(string expression)
    {
        Node read = PythonParser.Parse(expression);
        ExpressionLiterals literals = LiteralsReader.Read(read);
        if (literals.Size > RuleModel.MaxRepetitions)
            throw new ExpressionException($"repeats parts more than {RuleModel.MaxRepetitions} times, written out");
        Traits traits = new(read);
        string plain = DotNetWriter.Write(read, traits, pairs: false, traits.HasNativeBoundary);
        return new Translation
        {
            Plain = plain,
            PlainBacktracking = traits.HasBoundary ? DotNetWriter.Write(read, traits, pairs: false, nativeBoundaries: false) : plain,
            Full = DotNetWriter.Write(read, traits, pairs: true, nativeBoundaries: false),
            Lowering = traits.Lowering,
            HasNativeBoundary = traits.HasNativeBoundary,
            IgnoresSymbols = traits.IgnoresSymbols,
            SkipsOddLetters = traits.SkipsOddLetters,
            Bound = BacktrackingBound.Of(read),
            Literals = literals,
        };
    }
}
