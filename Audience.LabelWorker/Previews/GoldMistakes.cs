using System.Text;
using Audience.Contracts.Tasks.Previews;
using Audience.Data.Documents;
using Audience.Data.Posts;
using Audience.Labeling;
using Audience.LabelWorker.Chunks;

namespace Audience.LabelWorker.Previews;

/// <summary>Keeps some of the documents that a model judges otherwise than people did.</summary>
internal sealed class GoldMistakes
{
    private const int Most = 20,
        MostOfAll = 2000;
    private readonly ILabelModel _model;
    private readonly ColumnLabeler _columns;
    private readonly Reservoir<GoldDocument>[] _wrong,
        _missed;

    /// <param name="model">The model.</param>
    /// <param name="columns">The same, which labels each document before it is added.</param>
    /// <param name="random">Chooses.</param>
    public GoldMistakes(ILabelModel model, ColumnLabeler columns, Random random)
    {
        (_model, _columns) = (model, columns);
        int most = Math.Clamp(MostOfAll / Math.Max(model.Labels.Count, 1), 1, Most);
        _wrong = [.. model.Labels.Select(_ => new Reservoir<GoldDocument>(most, random))];
        _missed = [.. model.Labels.Select(_ => new Reservoir<GoldDocument>(most, random))];
    }

    /// <summary>Documents that get a label and do not have it.</summary>
    public IReadOnlyList<GoldDocument> Wrong(int label) => _wrong[label].Kept;

    /// <summary>Documents that have a label and do not get it.</summary>
    public IReadOnlyList<GoldDocument> Missed(int label) => _missed[label].Kept;

    /// <summary>Looks at a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="post">The same as a post.</param>
    /// <param name="truth">Those labels of the model that it has.</param>
    public void Add(DocumentRow document, Post post, IReadOnlyList<string> truth)
    {
        for (int label = 0; label < _model.Labels.Count; label++)
        {
            bool isFound = _columns.Found.Contains(label);
            if (isFound == truth.Contains(_model.Labels[label]))
                continue;
            var kept = isFound ? _wrong[label] : _missed[label];
            if (kept.Next() is >= 0 and var place)
                kept.Keep(place, Of(document, post, isFound ? label : Math.Max(0, _columns.Found.Next(0))));
        }
    }

    // A document that is missed shows what the labels that it gets were found in.
    private GoldDocument Of(DocumentRow document, Post post, int label)
    {
        string text = Encoding.UTF8.GetString(_columns.TextOf(post, label));
        return new GoldDocument
        {
            Id = document.Id,
            DatasetType = document.DatasetType,
            Text = ShortText.Of(text, ExampleMaker.MostText),
            Labels = document.Labels,
            Predicted = [.. _model.Labels.Where((_, i) => _columns.Found.Contains(i))],
            Matches = [.. _columns.Explain(label, text, ExampleMaker.MostSpans).Take(ExampleMaker.MostMatches).Select(PreviewAnswer.Of)],
        };
    }
}
