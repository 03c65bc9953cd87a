using System.Text;
using Audience.Data.Posts;
using Audience.Data.Tasks;
using Audience.Labeling.Suggestions;
using Audience.LabelWorker.Chunks;

namespace Audience.LabelWorker.Previews;

/// <summary>Reads posts for what they say beside a label's keywords.</summary>
/// <param name="task">Labels them.</param>
/// <param name="table">What is read of them.</param>
/// <param name="label">The number of the label.</param>
/// <param name="column">The column that its rules look at.</param>
internal sealed class LabelTexts(TaskModel task, PostTable table, int label, string column)
{
    private const int MostSpans = 100;
    private readonly ColumnLabeler _columns = new(task, table, null);
    private readonly int _field = table.FieldOf(column);
    private readonly string _name = task.Whole.Labels[label];

    /// <summary>What a post has in the column; where it has the label, without what its rules find there.</summary>
    public string Read(Post post, out bool isLabelled)
    {
        _columns.Label(post);
        isLabelled = _columns.Found.Contains(label);
        string text = Encoding.UTF8.GetString(post.Field(_field));
        return isLabelled
            ? OwnKeywords.Without(
                text,
                _columns.Explain(column, text, MostSpans).Where(match => match.Label == _name).SelectMany(match => match.Spans)
            )
            : text;
    }
}
