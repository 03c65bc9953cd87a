using Audience.Samples;
using Audience.Testing.Reference;

namespace Audience.Testing.Schedules;

/// <summary>What a series has come to, computed naively: posts, when each came, and which run covers which time last.</summary>
/// <param name="seed">Of its posts.</param>
/// <param name="since">Where it starts, to the second.</param>
/// <param name="authors">How many write.</param>
public sealed class SeriesModel(int seed, DateTime since, int authors = 12)
{
    /// <summary>The production table of the posts' source group.</summary>
    public const string Table = "wh_panel_mapping_fbfans";

    /// <summary>The definitions; an author is at most one of male and female.</summary>
    public static readonly IReadOnlyList<Dictionary<string, string[]>> Patterns =
    [
        new() { ["female"] = ["小姐"], ["male"] = ["先生"] },
        new() { ["female"] = ["小姐", "先生"], ["young"] = ["同學"] },
        new()
        {
            ["male"] = ["先生", "同學"],
            ["female"] = ["小姐"],
            ["young"] = ["同學"],
        },
    ];

    private static readonly string[] s_words = ["小姐", "先生", "同學", "貓", "小姐同學"];
    private readonly Random _random = new(seed * 31);
    private readonly List<MadePost> _posts = [];
    private readonly List<((DateTime From, DateTime To) Range, int Posts, int Version)> _runs = [];
    private readonly HashSet<DateTime> _times = [];

    /// <summary>Where it starts.</summary>
    public DateTime Since { get; } = since;

    /// <summary>The clock.</summary>
    public DateTime Now { get; private set; } = since.AddDays(1);

    /// <summary>LOOKBACK_HOURS.</summary>
    public int LookbackHours { get; } = new Random(seed).Next(3) * 12;

    /// <summary>The definition at hand.</summary>
    public int Version { get; set; }

    /// <summary>Moves the clock on, or now and then back.</summary>
    public DateTime Move(Random random) => Now = Now.AddHours(random.Next(5) == 0 ? -random.Next(10) : random.Next(40));

    /// <summary>Posts that come now, some of them late.</summary>
    public IReadOnlyList<MadePost> Arrive(int count)
    {
        List<MadePost> come = [];
        for (int i = 0; i < count; i++)
        {
            var time = Since.AddSeconds(_random.Next((int)Math.Max(60, (Now - Since).TotalSeconds)));
            if (_times.Add(time))
                come.Add(
                    new MadePost(
                        $"s{seed}p{_posts.Count + come.Count:0000}",
                        "WH_F0045",
                        "a",
                        $"a{_random.Next(authors)}",
                        "t",
                        s_words[_random.Next(5)],
                        time
                    )
                );
        }
        _posts.AddRange(come);
        return come;
    }

    /// <summary>Notes a run that went well.</summary>
    /// <returns>How many of its posts came late: an earlier run covers their time, and none had read them.</returns>
    public int Ran((DateTime From, DateTime To) range)
    {
        int late = _posts
            .Where(
                (post, i) =>
                    Covers(range, post)
                    && _runs.Exists(r => Covers(r.Range, post))
                    && !_runs.Exists(r => Covers(r.Range, post) && i < r.Posts)
            )
            .Count();
        _runs.Add((range, _posts.Count, Version));
        return late;
    }

    private static bool Covers((DateTime From, DateTime To) range, MadePost post) =>
        post.PostTime >= range.From && post.PostTime < range.To;

    /// <summary>Every panel as post and panel, in order.</summary>
    public IReadOnlyList<string> Expected()
    {
        var totals = new ReferenceLabeling();
        foreach (var post in Rows().GroupBy(row => row.Post, row => row.Panel))
            totals.Add(new ReferencePost(post.Key.Id, post.Key.SourceId!, post.Key.Author!, post.Key.PostTime, post.Key.Content!), post);
        // No two posts have the same time.
        var ids = _posts.ToDictionary(post => post.PostTime, post => post.Id);
        return [.. totals.Tables.SelectMany(totals.Production).Select(row => $"{ids[row.Time]} {row.Panel}").Order(StringComparer.Ordinal)];
    }

    /// <summary>Every label row that counts, as post and panel, in order.</summary>
    public IReadOnlyList<string> ExpectedRows() => [.. Rows().Select(row => $"{row.Post.Id} {row.Panel}").Order(StringComparer.Ordinal)];

    private List<(MadePost Post, string Panel)> Rows()
    {
        List<(MadePost Post, string Panel)> rows = [];
        for (int i = 0; i < _posts.Count; i++)
        {
            var post = _posts[i];
            int last = _runs.FindLastIndex(run => Covers(run.Range, post));
            // It came after the run that counts for its time.
            if (last < 0 || i >= _runs[last].Posts)
                continue;
            foreach (var (label, words) in Patterns[_runs[last].Version])
                if (words.Any(post.Content!.Contains))
                    rows.Add((post, "/" + label));
        }
        return rows;
    }
}
