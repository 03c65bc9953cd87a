using System.Globalization;
using Audience.Data.Files;

namespace Audience.Local.Files;

/// <summary>Which columns of a file are those of posts; negative where it has none.</summary>
internal sealed record PostColumns
{
    /// <summary>The columns of a source, each with the names that others give it.</summary>
    private static readonly (string Name, string[] Others)[] s_known =
    [
        ("id", ["post_id", "_id", "article_id", "comment_id", "tweet_id", "文章編號", "編號"]),
        ("s_id", ["source", "source_id", "site", "platform", "來源"]),
        ("s_area_id", ["area", "area_id", "board", "channel", "forum", "subreddit", "看板", "版面"]),
        ("author", ["author_name", "user", "username", "user_name", "screen_name", "nickname", "from", "name", "作者", "暱稱"]),
        ("title", ["subject", "headline", "標題"]),
        ("content", ["text", "body", "message", "post", "comment", "tweet", "selftext", "內容", "內文", "留言"]),
        ("post_time", ["created_at", "create_time", "time", "date", "datetime", "timestamp", "published", "published_at", "時間", "日期"]),
    ];

    /// <summary>The columns of a source, in the order of a source table.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_known.Select(known => known.Name)];

    private readonly int[] _columns = new int[s_known.Length];

    private PostColumns() { }

    /// <summary>The column of a file.</summary>
    /// <param name="name">One of <see cref="Names"/>, or <c>author_name</c>.</param>
    public int this[string name] => _columns[Number(name)];

    /// <summary>Finds the columns of a file.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="columns">Those that it has.</param>
    /// <param name="told">Which are which, as far as somebody said; a name or a number from 1.</param>
    /// <exception cref="FileException">What was told is not there.</exception>
    public static PostColumns Find(string file, IReadOnlyList<string> columns, IReadOnlyDictionary<string, string> told)
    {
        var found = new PostColumns();
        for (int i = 0; i < s_known.Length; i++)
            found._columns[i] = told.TryGetValue(s_known[i].Name, out string? column)
                ? Told(file, columns, s_known[i].Name, column)
                : Guess(columns, s_known[i]);
        return found;
    }

    /// <summary>The column of a file, which it has to have.</summary>
    /// <exception cref="FileException">It has none; the message names those that it has.</exception>
    public int Need(string name, string file, IReadOnlyList<string> columns) =>
        this[name] is >= 0 and var column
            ? column
            : throw new FileException(
                $"{file} has no column that looks like {name}; it has {string.Join(", ", columns)}: say which with --{Option(name)} NAME, "
                    + "or its number from 1 with --no-header where the first line is a row already"
            );

    /// <summary>The option that tells a column.</summary>
    public static string Option(string name) => s_known[Number(name)].Name.Replace('_', '-');

    private static int Number(string name)
    {
        string column = name == "author_name" ? "author" : name;
        return Array.FindIndex(s_known, known => known.Name == column);
    }

    public static int Told(string file, IReadOnlyList<string> columns, string name, string told)
    {
        int found = IndexOf(columns, told);
        if (
            found < 0
            && int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1
            && number <= columns.Count
        )
            found = number - 1;
        return found >= 0
            ? found
            : throw new FileException($"{file} has no column '{told}' (--{name}); it has {string.Join(", ", columns)}");
    }

    private static int Guess(IReadOnlyList<string> columns, (string Name, string[] Others) known) =>
        new[] { known.Name }.Concat(known.Others).Select(name => IndexOf(columns, name)).FirstOrDefault(found => found >= 0, -1);

    private static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        for (int i = 0; i < columns.Count; i++)
            if (columns[i].Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        return -1;
    }
}
