using Audience.Samples;

namespace Audience.Tests.LabelWorker.Suggestions;

/// <summary>Posts of which some are about a subject: with its known words, and with synonyms that nobody has thought of yet.</summary>
/// <param name="seed">Makes the words and the posts.</param>
/// <param name="isLatin">Whether blanks part the words.</param>
internal sealed class MadeTopic(int seed, bool isLatin)
{
    private readonly Random _random = new(seed);
    private readonly HashSet<string> _words = [];

    /// <summary>The words that rules know.</summary>
    public IReadOnlyList<string> Known { get; private set; } = [];

    /// <summary>Twenty that they lack.</summary>
    public IReadOnlyList<string> Synonyms { get; private set; } = [];

    /// <summary>Makes posts, a minute apart.</summary>
    public IReadOnlyList<MadePost> Make(int posts, DateTime from)
    {
        (Known, Synonyms) = (Words(5), Words(20));
        var fillers = Words(300);
        return
        [
            .. Enumerable
                .Range(0, posts)
                .Select(i => new MadePost($"{seed}-{i}", "WH_F0045", "a", $"author {i % 90}", "t", Text(fillers), from.AddMinutes(i))),
        ];
    }

    private string Text(IReadOnlyList<string> fillers)
    {
        List<string> words = [.. Enumerable.Range(0, 12).Select(_ => Pick(fillers))];
        bool isTopic = _random.Next(6) == 0;
        if (isTopic && _random.Next(2) == 0)
            words.Add(Pick(Known));
        if (isTopic)
            words.AddRange([Pick(Synonyms), Pick(Synonyms)]);
        else if (_random.Next(40) == 0)
            words.Add(Pick(Synonyms));
        var shuffled = words.ToArray();
        _random.Shuffle(shuffled);
        return string.Join(isLatin ? " " : "", shuffled);
    }

    private string Pick(IReadOnlyList<string> words) => words[_random.Next(words.Count)];

    private string[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => Word())];

    private string Word()
    {
        string word;
        do word = isLatin
            ? string.Concat(Enumerable.Range(0, _random.Next(4, 9)).Select(_ => (char)_random.Next('a', 'z' + 1)))
            : string.Concat(Enumerable.Range(0, _random.Next(2, 4)).Select(_ => (char)_random.Next('一', '一' + 400)));
        while (!_words.Add(word));
        return word;
    }
}
