namespace Audience.Tests.Labeling.Rules;

/// <summary>Expressions and texts of few characters, so that they often meet; the same for the same seed.</summary>
internal sealed class MadeExpressions(int seed)
{
    private static readonly string[] Characters =
    [
        .. "娘|人|a|B|k|s|ſ|i|I|İ|ı|ß|ẞ|\u212A|Σ|σ|ς|β|ϐ|Å|é|e\u0301|1|①|²|½|_| |-|\n|\t|\u3000|\u001C|Ａ|ａ".Split('|'),
        .. "😀|😎|👍|👍🏿|😡|\U000210C1|\U0002A6D6|\U00010400|\U00010428|\U0001D7D8|\U0001F1F9\U0001F1FC|❤\uFE0F|\u200D".Split('|'),
    ];

    private static readonly string[] Special =
    [
        .. @". . .|\d|\w|\W|\s|\S|\D|[^a]|[a-c]|[^娘人]|[😀-😎]|[👍]|[^😀]|[^😀\s]|[\w-]|[^\W\d]|[]a]|[^]a]|[a-c-[b]]|[😀a-k]|[𐐀-𐐂]".Split(
            '|'
        ),
        .. @"\_|\人|\U0001F600|\u5A18|\x41|\101|\0|\-|\.|{|}|{,|a{,3}|[\x41-\u5A18]|[ıi]|[^s]|\n|[\n-~]|[^\n]|\t|[\d😀]|[İ]|[𐐀x]".Split(
            '|'
        ),
    ];

    private static readonly string[] Places =
    [
        .. @"^|$|\b|\B|\A|\Z|(?=人)|(?!娘)|(?<=a)|(?<!😀)|(?<=.)|(?<!\w)|(?=\W)|(?#note)|(?!😀|a)".Split('|'),
        "()",
    ];

    private static readonly string[] Times = [.. @"?|*|+|??|*?|+?|{2}|{,2}|{1,}|{1}|{0}|{2,3}?|*+|++|?+|{1,2}+|{,}|{3".Split('|')];

    private static readonly string[] Opens = [.. @"(|(|(|(?:|(?:|(?i:|(?-i:|(?s:|(?a:|(?x: |(?m:|(?>|(?=|(?!|(?<=|(?<!|(?u:".Split('|')];

    private readonly Random _random = new(seed);
    private int _groups;

    internal string Expression()
    {
        _groups = 0;
        string start = _random.Next(12) == 0 ? Pick("(?i)", "(?s)", "(?m)", "(?x)", "(?a)", "(?u)", "(?ms)") : "";
        return start + Alternatives(0);
    }

    internal string Text() => string.Concat(Enumerable.Range(0, _random.Next(9)).Select(_ => Pick(Characters)));

    private string Alternatives(int depth) => string.Join('|', Enumerable.Range(0, _random.Next(4) == 0 ? 2 : 1).Select(_ => Row(depth)));

    private string Row(int depth) => string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Part(depth)));

    private string Part(int depth)
    {
        string atom = _random.Next(20) switch
        {
            < 9 => Escaped(Pick(Characters)),
            < 13 => Pick(Special),
            < 15 => Pick(Places),
            < 19 when depth < 3 => Group(depth),
            19 when _groups > 0 && _random.Next(3) == 0 => $"(?({_random.Next(1, _groups + 1)}){Row(3)}|{Row(3)})",
            19 when _groups > 0 => $@"\{_random.Next(1, _groups + 1)}",
            _ => Escaped(Pick(Characters)),
        };
        return _random.Next(3) == 0 ? atom + Pick(Times) : atom;
    }

    private string Group(int depth)
    {
        string open = Pick(Opens);
        if (open == "(")
        {
            int number = ++_groups;
            if (_random.Next(5) == 0)
                return $"(?P<n{number}>{Alternatives(depth + 1)}){Pick("", $"(?P=n{number})", $"(?(n{number})a|b)")}";
        }
        return $"{open}{Alternatives(depth + 1)})";
    }

    private static string Escaped(string character) => character is "-" or "\n" ? "\\" + character : character;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
