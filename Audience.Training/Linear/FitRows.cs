using Microsoft.ML;
using Microsoft.ML.Data;

namespace Audience.Training.Linear;

/// <summary>Documents as ML.NET reads them. It reads them anew for every pass of a fit, which is where a fit is stopped.</summary>
internal static class FitRows
{
    /// <summary>A seed for everything that ML.NET draws.</summary>
    public const int Seed = 1;

    /// <summary>Documents that each have one of several classes.</summary>
    /// <param name="context">ML.NET.</param>
    /// <param name="data">The documents.</param>
    /// <param name="classOf">The class of a label, from 0 on.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="pass">Called before each pass.</param>
    /// <param name="cancellationToken">Ends the fit that reads them.</param>
    public static IDataView OfClasses(
        MLContext context,
        FitData data,
        int[] classOf,
        int classes,
        Action pass,
        CancellationToken cancellationToken
    )
    {
        var schema = SchemaDefinition.Create(typeof(ClassRow));
        // Numbers of a key count from 0 here; one that is too large would be taken for "missing" without an error.
        schema[nameof(ClassRow.Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        schema[nameof(ClassRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, data.Tokens);
        return context.Data.LoadFromEnumerable(
            Read(
                data,
                pass,
                (document, features) => new ClassRow { Label = (uint)classOf[data.Truth[document][0]], Features = features },
                cancellationToken
            ),
            schema
        );
    }

    /// <summary>Documents that have a label or not.</summary>
    public static IDataView OfLabel(MLContext context, FitData data, int label, Action pass, CancellationToken cancellationToken)
    {
        var schema = SchemaDefinition.Create(typeof(LabelRow));
        schema[nameof(LabelRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, data.Tokens);
        return context.Data.LoadFromEnumerable(
            Read(
                data,
                pass,
                (document, features) => new LabelRow { Label = data.Truth[document].Contains(label), Features = features },
                cancellationToken
            ),
            schema
        );
    }

    private static IEnumerable<T> Read<T>(FitData data, Action pass, Func<int, VBuffer<float>, T> row, CancellationToken cancellationToken)
    {
        pass();
        for (int document = 0; document < data.Rows.Length; document++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (tokens, values) = data.Rows[document];
            yield return row(document, new VBuffer<float>(data.Tokens, tokens.Length, values, tokens));
        }
    }

    private sealed class ClassRow
    {
        public uint Label { get; init; }
        public VBuffer<float> Features { get; init; }
    }

    private sealed class LabelRow
    {
        public bool Label { get; init; }
        public VBuffer<float> Features { get; init; }
    }
}
