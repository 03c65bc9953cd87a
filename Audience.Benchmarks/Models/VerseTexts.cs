using System.Text.Json;

namespace Audience.Benchmarks.Models;

/// <summary>Chinese verse of four collections: by author, dynasty, tune, and the titles.</summary>
internal static class VerseTexts
{
    private const string Tang = "package/dist/quantangshi/poet.tang.",
        Song = "package/dist/quantangshi/poet.song.",
        Yuan = "package/dist/yuanqu/yuanqu.json",
        Lyric = "package/dist/songci/ci.song.";

    // Of the Song dynasty's verse, which is five times as much, the first files.
    private const string SomeSong = Song + "1";

    private static readonly NpmPackage Verse = new("chinese-poetry", "2.0.1");

    internal static IEnumerable<(string Label, string Text)> TangAuthors() => MostFrequent(Poems(Tang, "author"), 10);

    internal static IEnumerable<(string Label, string Text)> TwoAuthors() => MostFrequent(Poems(Tang, "author"), 2);

    internal static IEnumerable<(string Label, string Text)> YuanAuthors() => MostFrequent(Poems(Yuan, "author"), 10);

    internal static IEnumerable<(string Label, string Text)> Tunes() => MostFrequent(Poems(Lyric, "rhythmic"), 15);

    internal static IEnumerable<(string Label, string Text)> Dynasties() => OfEach(4_000, Of("Tang", Tang), Of("Song", SomeSong));

    internal static IEnumerable<(string Label, string Text)> RareDynasties() =>
        OfEach(7_800, Of("Tang", Tang)).Concat(OfEach(200, Of("Song", SomeSong)));

    internal static IEnumerable<(string Label, string Text)> Titles() =>
        OfEach(
            2_500,
            Titles("Tang", Tang, "title"),
            Titles("Song", SomeSong, "title"),
            Titles("Yuan", Yuan, "title"),
            Titles("lyric", Lyric, "rhythmic")
        );

    private static IEnumerable<(string, string)> Of(string label, string files) =>
        Poems(files, null).Select(poem => (label, poem.Text)).Where(poem => poem.Text.Length > 20);

    // A title that several poems have stands once; one that is in two collections tells nothing, but is what there is.
    private static IEnumerable<(string, string)> Titles(string label, string files, string property) =>
        Poems(files, property)
            .Select(poem => (label, Text: poem.Label))
            .Where(poem => poem.Text.Length is >= 2 and <= 12)
            .DistinctBy(poem => poem.Text);

    private static IEnumerable<(string, string)> OfEach(int count, params IEnumerable<(string, string)>[] labels) =>
        labels.SelectMany(label =>
        {
            (string, string)[] texts = [.. label];
            new Random(7).Shuffle(texts);
            return texts.Take(count);
        });

    private static IEnumerable<(string Label, string Text)> Poems(string files, string? label)
    {
        foreach (
            byte[] file in Verse
                .Files(name => name.StartsWith(files, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
                .Values
        )
        {
            using JsonDocument list = JsonDocument.Parse(file);
            foreach (var poem in list.RootElement.EnumerateArray())
                if (poem.TryGetProperty("paragraphs", out var lines))
                    yield return (
                        label is not null && poem.TryGetProperty(label, out var value) ? value.GetString()! : "",
                        string.Join('\n', lines.EnumerateArray().Select(line => line.GetString()))
                    );
        }
    }

    private static IEnumerable<(string Label, string Text)> MostFrequent(IEnumerable<(string Label, string Text)> poems, int labels)
    {
        (string Label, string Text)[] named =
        [
            .. poems.Where(poem => poem.Label is not ("" or "不詳" or "無名氏" or "无名氏" or "失调名")),
        ];
        HashSet<string> kept =
        [
            .. named.CountBy(poem => poem.Label).OrderByDescending(label => label.Value).Take(labels).Select(label => label.Key),
        ];
        return named.Where(poem => kept.Contains(poem.Label));
    }
}
