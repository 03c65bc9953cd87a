using System.Globalization;
using System.Text;
using static Audience.Samples.PostVocabulary;

namespace Audience.Samples;

/// <summary>
/// Makes believable posts, the same for the same seed: some thirteen per author, an eighth of the authors with a telling name, Chinese and
/// Latin names, eight sources, days of very different size, now and then a NULL. In the order of their times.
/// </summary>
public sealed class PostMaker(int count, DateTime start, int days, int seed = 20200101)
{
    /// <summary>The sources, and the groups that the demo maps them to.</summary>
    public const string SourceGroups =
        "WH_F0045=fbfans;WH_F0101=fbgroup;WH_P0001=Ptt;WH_D0001=Dcard;WH_Y0001=Youtube;WH_I0001=Instagram;WH_B*=blog;WH_N*=news";

    private const int PostsPerAuthor = 13;
    private static readonly string[] Sources =
    [
        "WH_F0045",
        "WH_F0045",
        "WH_F0101",
        "WH_P0001",
        "WH_P0001",
        "WH_D0001",
        "WH_Y0001",
        "WH_I0001",
        "WH_B0007",
        "WH_N0012",
    ];
    private readonly Random _random = new(seed);

    /// <summary>The posts.</summary>
    public IEnumerable<MadePost> Make()
    {
        int made = 0;
        double whole = Enumerable.Range(0, days).Sum(Weight),
            sum = 0;
        for (int day = 0; day < days; day++)
        {
            sum += Weight(day);
            int upTo = day == days - 1 ? count : (int)(count * (sum / whole)),
                today = upTo - made;
            for (int i = 0; i < today; i++, made++)
                yield return Post(made, start.AddDays(day).AddSeconds((long)(86_400.0 * i / today)));
        }
    }

    // Weekends are quiet, and now and then something happens.
    private static double Weight(int day) => (day % 7 >= 5 ? 0.4 : 1.0) * (day % 37 == 11 ? 8 : 1);

    private MadePost Post(int number, DateTime time)
    {
        int authors = Math.Max(1, count / PostsPerAuthor);
        // Few write much, many write little.
        int author = (int)(authors * Math.Pow(_random.NextDouble(), 1.5));
        string source = Sources[author % Sources.Length];
        long stamp = new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeMilliseconds() + number % 1000;
        return new MadePost(
            string.Create(CultureInfo.InvariantCulture, $"{stamp}_{source[3..]}{number % 100_000:D5}"),
            _random.Next(400) == 0 ? null : source,
            string.Create(CultureInfo.InvariantCulture, $"{source}_{author % 7:D2}"),
            _random.Next(200) == 0 ? null : AuthorName(author),
            $"[{Pick(Titles)}] {Pick(Actions)}",
            _random.Next(300) == 0 ? null : Content(),
            time
        );
    }

    /// <summary>The name of an author: the same number, the same name.</summary>
    public static string AuthorName(int author)
    {
        var random = new Random(author);
        string name =
            random.Next(10) < 4
                ? $"{From(FirstNames)} {From(LastNames)}{(random.Next(2) == 0 ? author.ToString(CultureInfo.InvariantCulture) : "")}"
                : From(Surnames)
                    + From(Characters)
                    + From(Characters)
                    + (random.Next(3) == 0 ? author.ToString(CultureInfo.InvariantCulture) : "");
        return random.Next(16) switch
        {
            0 => name + From(FemaleWords),
            1 => name + From(MaleWords),
            _ => name,
        };

        string From(string[] words) => words[random.Next(words.Length)];
    }

    private string Content()
    {
        var text = new StringBuilder();
        int length = 60 + _random.Next(80);
        while (text.Length < length)
            text.Append(Pick(Openings))
                .Append(Pick(Subjects))
                .Append(Pick(Actions))
                .Append('，')
                .Append(Pick(Comments))
                .Append(_random.Next(3) == 0 ? '！' : '。');
        return text.ToString();
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}
