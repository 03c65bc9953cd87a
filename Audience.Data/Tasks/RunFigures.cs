using System.Text;

namespace Audience.Data.Tasks;

/// <summary>What labels and rules did in the chunks of a run. Bytes of one chunk stand alone: they name the labels that they are
/// about.</summary>
public sealed class RunFigures
{
    private const byte Version = 1;

    /// <summary>Posts read, with labels and without.</summary>
    public long Posts { get; set; }

    /// <summary>By label; those that posts got.</summary>
    public Dictionary<string, LabelFigures> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>Posts that got both of two labels.</summary>
    public Dictionary<(string First, string Second), long> Pairs { get; } = [];

    /// <summary>The figures of a label, made where there are none yet.</summary>
    public LabelFigures Of(string label)
    {
        if (!Labels.TryGetValue(label, out var figures))
            Labels.Add(label, figures = new LabelFigures());
        return figures;
    }

    /// <summary>All figures as bytes: numbers of variable length, a few bytes for each rule.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        string[] labels = [.. Labels.Keys];
        var numbers = labels.Select((label, i) => (label, i)).ToDictionary(entry => entry.label, entry => entry.i);
        writer.Write(Version);
        writer.Write7BitEncodedInt64(Posts);
        writer.Write7BitEncodedInt(labels.Length);
        foreach (string label in labels)
        {
            writer.Write(label);
            Write(writer, Labels[label]);
        }
        writer.Write7BitEncodedInt(Pairs.Count);
        foreach (var ((first, second), posts) in Pairs)
        {
            writer.Write7BitEncodedInt(numbers[first]);
            writer.Write7BitEncodedInt(numbers[second]);
            writer.Write7BitEncodedInt64(posts);
        }
        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Adds what bytes of <see cref="ToBytes"/> say.</summary>
    /// <exception cref="InvalidDataException">A later version wrote them.</exception>
    public void Add(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (reader.ReadByte() is not Version and var version)
            throw new InvalidDataException(
                $"the figures have version {version}, this program reads version {Version}: bring it up to date"
            );
        Posts += reader.Read7BitEncodedInt64();
        string[] labels = new string[reader.Read7BitEncodedInt()];
        for (int i = 0; i < labels.Length; i++)
            Read(reader, Of(labels[i] = reader.ReadString()));
        for (int pairs = reader.Read7BitEncodedInt(); pairs > 0; pairs--)
        {
            var pair = (labels[reader.Read7BitEncodedInt()], labels[reader.Read7BitEncodedInt()]);
            Pairs[pair] = Pairs.GetValueOrDefault(pair) + reader.Read7BitEncodedInt64();
        }
    }

    private static void Write(BinaryWriter writer, LabelFigures label)
    {
        writer.Write7BitEncodedInt64(label.Posts);
        writer.Write7BitEncodedInt(label.Groups.Count);
        foreach (var (group, posts) in label.Groups)
        {
            writer.Write(group);
            writer.Write7BitEncodedInt64(posts);
        }
        writer.Write7BitEncodedInt(label.Days.Count);
        foreach (var (day, posts) in label.Days)
        {
            writer.Write7BitEncodedInt(day.DayNumber);
            writer.Write7BitEncodedInt64(posts);
        }
        writer.Write7BitEncodedInt(label.Rules.Count);
        int last = 0;
        foreach (var (rule, figures) in label.Rules)
        {
            writer.Write7BitEncodedInt(rule - last);
            writer.Write7BitEncodedInt64(figures.Posts);
            writer.Write7BitEncodedInt64(figures.Only);
            writer.Write7BitEncodedInt64(figures.Conflicts);
            last = rule;
        }
    }

    private static void Read(BinaryReader reader, LabelFigures label)
    {
        label.Posts += reader.Read7BitEncodedInt64();
        for (int groups = reader.Read7BitEncodedInt(); groups > 0; groups--)
        {
            string group = reader.ReadString();
            label.Groups[group] = label.Groups.GetValueOrDefault(group) + reader.Read7BitEncodedInt64();
        }
        for (int days = reader.Read7BitEncodedInt(); days > 0; days--)
        {
            var day = DateOnly.FromDayNumber(reader.Read7BitEncodedInt());
            label.Days[day] = label.Days.GetValueOrDefault(day) + reader.Read7BitEncodedInt64();
        }
        int rule = 0;
        for (int rules = reader.Read7BitEncodedInt(); rules > 0; rules--)
        {
            rule += reader.Read7BitEncodedInt();
            var figures = new RuleFigures(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
            label.Rules[rule] = label.Rules.GetValueOrDefault(rule) + figures;
        }
    }
}
