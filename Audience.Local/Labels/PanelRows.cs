using System.Text;
using Audience.Data.Authors;
using Audience.Data.Files;
using Audience.Local.Files;

namespace Audience.Local.Labels;

/// <summary>Writes the label rows from which panels are made.</summary>
internal sealed class PanelRows
{
    /// <summary>The columns of a row; those of a production table, and the source group.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "source_group",
        "id",
        "source_author",
        "panel",
        "create_time",
        "field_content",
        "match_content",
    ];

    private const int RememberedSources = 10_000;
    private readonly LabelPlan _plan;
    private readonly LabelTallies _tallies;
    private readonly (int Id, int Source, int Author, int Time) _columns;
    private readonly byte[][] _panels;
    private readonly Dictionary<string, byte[]> _groups = new(StringComparer.Ordinal);
    private readonly SourceAuthor _sourceAuthor = new();
    private readonly Utf8Text _text = new();
    private readonly PackedWriter _writer = new(Columns);
    private readonly ByteBuffer _source = new();

    public PanelRows(LabelPlan plan, LabelTallies tallies)
    {
        (_plan, _tallies) = (plan, tallies);
        _columns = (plan.Posts["id"], plan.Posts["s_id"], plan.Posts["author"], plan.Posts["post_time"]);
        _panels = [.. plan.PanelNames.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Adds the label rows of a post.</summary>
    public void Add(RowParser row, ReadOnlySpan<int> labels, ByteBuffer rows)
    {
        if (labels.IsEmpty || row.IsNull(_columns.Author))
            return;
        _source.Clear();
        _source.Add(Field(row, _columns.Source));
        var source = _source.Written;
        byte[] group = Group(source);
        string time = Time(row);
        var sourceAuthor = _sourceAuthor.Build(source, row[_columns.Author]);
        _writer.Output = rows;
        foreach (int label in labels)
        {
            _writer.Begin();
            _writer.Add(group);
            _writer.Add(Field(row, _columns.Id));
            _writer.Add(sourceAuthor);
            _writer.Add(_panels[label]);
            _writer.Add(Encoding.UTF8.GetBytes(time));
            _writer.Add(source);
            _writer.Add(row[_plan.Text]);
            _writer.End();
        }
    }

    private byte[] Group(ReadOnlySpan<byte> source)
    {
        var name = _text.Decode(source, out _);
        var lookup = _groups.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out byte[]? group))
            return group;
        group = Encoding.UTF8.GetBytes(_plan.Settings.SourceGroups.Of(name.ToString()));
        if (_groups.Count < RememberedSources)
            lookup[name] = group;
        return group;
    }

    private string Time(RowParser row)
    {
        var text = _text.Decode(Field(row, _columns.Time), out _);
        if (PostTime.TryParse(text, out var time))
            return PostTime.Format(time);
        if (_columns.Time >= 0)
            _tallies.BadTime++;
        return "";
    }

    private static ReadOnlySpan<byte> Field(RowParser row, int column) => column < 0 ? [] : row[column];
}
