namespace Audience.Benchmarks.Models;

/// <summary>Real texts with labels that anybody can fetch, of many kinds.</summary>
internal static class Corpora
{
    private const int Most = 10_000;

    private static readonly Source[] All =
    [
        new("mail", "mail, spam or not (long texts)", MailTexts.SpamOrNot),
        new("mail-groups", "mail, 5 groups", MailTexts.Groups),
        new("tang-authors", "Tang verse, 10 authors", VerseTexts.TangAuthors),
        new("yuan-authors", "Yuan verse, 10 authors", VerseTexts.YuanAuthors),
        new("dynasty", "verse, Tang or Song", VerseTexts.Dynasties) { Most = 8_000 },
        new("dynasty-noise", "verse, Tang or Song, a tenth of the labels wrong", VerseTexts.Dynasties) { Most = 8_000, Wrong = 0.1 },
        new("dynasty-rare", "verse, Tang or Song, 1 of 40 Song", VerseTexts.RareDynasties) { Most = 8_000 },
        new("two-authors", "verse of two authors", VerseTexts.TwoAuthors),
        new("two-authors-40", "verse of two authors, 40 documents", VerseTexts.TwoAuthors) { Documents = 40 },
        new("tunes", "tunes of lyric verse, 15", VerseTexts.Tunes),
        new("tunes-300", "tunes of lyric verse, 300 documents", VerseTexts.Tunes) { Documents = 300 },
        new("titles", "titles of poems, 2 to 12 characters, 4 collections", VerseTexts.Titles),
        new("first-names", "first names by sex", NameTexts.FirstNames),
        new("user-names", "user names by sex", NameTexts.UserNames),
        new("places", "place names, 14 countries", NameTexts.Places) { Most = 14_000 },
        new("languages", "words of 25 languages", NameTexts.Languages),
        new("words", "single Chinese words, 8 kinds", WordTexts.Words),
        new("glosses", "word glosses, 26 fields", WordTexts.Glosses),
        new("sections", "package descriptions, 12 sections", PackageTexts.Sections),
        new("sections-noise", "package descriptions, a tenth of the labels wrong", PackageTexts.Sections) { Wrong = 0.1 },
        new("priorities", "package descriptions by priority (rare label)", PackageTexts.Priorities) { Most = 12_000 },
    ];

    /// <summary>The names that a corpus can be asked for by.</summary>
    internal static string[] Keys => [.. All.Select(source => source.Key)];

    /// <summary>Those that can be had.</summary>
    /// <param name="keys">Which; all where there are none.</param>
    /// <param name="draw">0 for the first draw of texts to learn from, 1 for another one, …</param>
    internal static IEnumerable<Corpus> Fetch(string[] keys, int draw)
    {
        foreach (Source source in keys.Length == 0 ? All : keys.Select(key => All.First(source => source.Key == key)))
            if (source.TryRead(draw) is { } corpus)
                yield return corpus;
    }

    private sealed record Source(string Key, string Name, Func<IEnumerable<(string Label, string Text)>> Texts)
    {
        public int Most { get; init; } = Corpora.Most;
        public int? Documents { get; init; }
        public double Wrong { get; init; }

        public Corpus? TryRead(int draw)
        {
            (string, string)[] texts = [.. Texts()];
            if (texts.Length == 0)
                return null;
            var corpus = Corpus.Split(Name, texts, Most, draw);
            if (Documents is { } few)
                corpus = corpus with { Train = corpus.Train[..few] };
            return Wrong > 0 ? corpus.Mislabelled(Wrong) : corpus;
        }
    }
}
