using System.Text;
using Audience.Contracts.Tasks.Previews;
using Audience.Data.Authors;
using Audience.Data.Posts;
using Audience.Labeling;
using Audience.LabelWorker.Chunks;

namespace Audience.LabelWorker.Previews;

/// <summary>Shows posts as a model labels them.</summary>
/// <param name="model">The model.</param>
/// <param name="columns">The same, which has just labelled the post that is shown.</param>
internal sealed class ExampleMaker(ILabelModel model, ColumnLabeler columns)
{
    /// <summary>Characters of a text, matches of a post and places of a match that are shown.</summary>
    public const int MostText = 1000,
        MostMatches = 20,
        MostSpans = 20;

    private readonly SourceAuthor _sourceAuthor = new();

    /// <summary>The post. The text is what the label was found in.</summary>
    public PreviewExample Make(Post post, int label)
    {
        string text = Encoding.UTF8.GetString(columns.TextOf(post, label));
        return new PreviewExample
        {
            Id = Encoding.UTF8.GetString(post.Id),
            SourceAuthor = Encoding.UTF8.GetString(_sourceAuthor.Build(post.Source, post.Author)),
            PostTime = Encoding.UTF8.GetString(post.Time),
            Text = ShortText.Of(text, MostText),
            Labels = [.. model.Labels.Where((_, i) => columns.Found.Contains(i))],
            Matches = [.. columns.Explain(label, text, MostSpans).Take(MostMatches).Select(PreviewAnswer.Of)],
        };
    }
}
