using System.Text;
using Audience.Data.Datasets;
using Audience.Data.Documents;
using Audience.Data.Posts;

namespace Audience.LabelWorker.Previews;

/// <summary>Makes documents of data sets into posts, so that they are labelled as those are.</summary>
/// <param name="table">Which texts are labelled.</param>
internal sealed class DocumentPosts(PostTable table)
{
    private readonly PostBatch _batch = new();

    /// <summary>The document as a post, which has no id; valid until the next one.</summary>
    public Post Of(DocumentRow document)
    {
        _batch.Clear();
        _batch.Begin(table.Texts.Count);
        foreach (string column in table.Columns)
            _batch.Add(Encoding.UTF8.GetBytes(TextOf(document, column)));
        return _batch[0];
    }

    private static string TextOf(DocumentRow document, string column) =>
        column switch
        {
            "id" => "",
            "s_id" => document.SId,
            "author" => document.Author,
            "post_time" => document.PostTime is { } time ? Features.Time(time) : "",
            "title" => document.Title,
            "content" => document.Content,
            "s_area_id" => document.SAreaId,
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "documents have no such column"),
        };
}
