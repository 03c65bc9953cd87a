namespace Audience.Data.Posts;

/// <summary>The posts of each second of a day, packed: pairs of numbers, how many seconds on, and how many posts.</summary>
public static class DayCounts
{
    /// <summary>How many seconds a day has.</summary>
    public const int Seconds = 24 * 60 * 60;

    /// <summary>Packs them.</summary>
    /// <param name="counts">Seconds from midnight, in order, with their posts; those without posts may be left out.</param>
    public static byte[] Pack(IEnumerable<(int Second, int Posts)> counts)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        int last = 0;
        foreach (var (second, posts) in counts)
        {
            if (posts == 0)
                continue;
            writer.Write7BitEncodedInt(second - last);
            writer.Write7BitEncodedInt(posts);
            last = second;
        }
        return bytes.ToArray();
    }

    /// <summary>Packs what a day's seconds have.</summary>
    public static byte[] Pack(int[] day) => Pack(day.Select((posts, second) => (second, posts)));

    /// <summary>Adds what is packed to a day's seconds.</summary>
    /// <param name="packed">As <see cref="Pack(IEnumerable{ValueTuple{int, int}})"/> gives it.</param>
    /// <param name="day">A number for each second.</param>
    /// <exception cref="EndOfStreamException">It is not whole.</exception>
    public static void AddTo(byte[] packed, int[] day)
    {
        using var bytes = new MemoryStream(packed);
        using var reader = new BinaryReader(bytes);
        int second = 0;
        while (bytes.Position < bytes.Length)
        {
            second += reader.Read7BitEncodedInt();
            day[second] += reader.Read7BitEncodedInt();
        }
    }
}
