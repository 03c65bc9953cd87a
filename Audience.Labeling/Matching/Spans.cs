namespace Audience.Labeling.Matching;

/// <summary>Where an item that matches a text does so.</summary>
internal static class Spans
{
    internal static IReadOnlyList<TextSpan> Of(scoped ref ItemText text, Combination item, int most)
    {
        (int Start, int End)? stretch = item.Stretch(ref text);
        List<TextSpan> spans = [];
        foreach (Term term in item.Wanted)
        {
            int from = 0;
            for (int count = 0; count < most && term.Next(ref text, ref from, out int start, out int end); )
            {
                (int first, int past) = (text.Start(start), end > start ? text.End(end) : text.Start(start));
                if (stretch is { } near && (first < near.Start || past > near.End))
                    continue;
                spans.Add(new TextSpan(first, past - first));
                count++;
            }
        }
        return [.. spans.Distinct().OrderBy(span => span.Start).ThenBy(span => span.Length).Take(most)];
    }
}
