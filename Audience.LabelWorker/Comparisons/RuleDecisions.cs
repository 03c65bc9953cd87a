using System.Collections;
using Audience.Data.Comparisons;
using Audience.Data.Production;

namespace Audience.LabelWorker.Comparisons;

/// <summary>
/// Of the authors that gained a panel (or lost it), finds those that one rule alone decided: no other rule matches any of the label rows
/// that they have the panel for. Rows of other authors are not looked at: a bit for each hash tells most of them.
/// </summary>
/// <param name="run">The task whose rows are told by their rules.</param>
/// <param name="rules">The rules that the other task has not.</param>
internal sealed class RuleDecisions(ComparedRun run, IEnumerable<RunRule> rules) : IDisposable
{
    private const long Changed = 0;
    private readonly HashSet<int> _rules = [.. rules.Select(rule => rule.Index)];
    private readonly HashSet<string> _panels = [.. rules.Select(rule => run.PanelOf(rule.Label))];
    private readonly PanelNumbers _numbers = new();
    private readonly Dictionary<int, long> _authors = [];
    private AuthorCodes _codes = new();
    private BitArray? _bits;

    /// <summary>How many authors a rule decided alone; null where a model is not kept.</summary>
    public long? Authors(RunRule rule) => run.IsKept ? _authors.GetValueOrDefault(rule.Index) : null;

    /// <summary>An author gained the panel, or lost it.</summary>
    public void Add(long author, string panel)
    {
        if (!run.IsKept || !_panels.Contains(panel))
            return;
        _bits ??= new BitArray(1 << 26);
        _bits[Bit(author)] = true;
        _codes.Add(author, Code(panel, Changed));
    }

    /// <summary>Reads the label rows of a source group, and decides about the authors that were added since the last one.</summary>
    public async Task DecideAsync(RunRows rows, CancellationToken cancellationToken)
    {
        if (_bits is null)
            return;
        await rows.ReadLabelsAsync(
            _numbers.Names,
            (author, panel, text) =>
            {
                if (!_bits[Bit(author)])
                    return;
                int rule = run.OnlyRule(panel, text);
                // 1: a rule that both have, or several.
                _codes.Add(author, Code(panel, _rules.Contains(rule) ? rule + 2 : 1));
            },
            cancellationToken
        );
        _codes.Visit((_, codes) => Decide(codes), cancellationToken);
        _codes.Dispose();
        (_codes, _bits) = (new AuthorCodes(), null);
    }

    public void Dispose() => _codes.Dispose();

    private static int Bit(long author) => (int)((ulong)author * 0x9E3779B97F4A7C15 >> 38);

    private long Code(string panel, long what) => ((long)_numbers.Of(panel) << 32) | what;

    private void Decide(Span<long> codes)
    {
        codes.Sort();
        for (int from = 0, to; from < codes.Length; from = to)
        {
            long panel = codes[from] >> 32;
            to = from + 1;
            while (to < codes.Length && codes[to] >> 32 == panel)
                to++;
            // Sorted: what changed, then the rules of its rows, which are one where the first and the last are the same.
            if ((codes[from] & uint.MaxValue) != Changed || to - from < 2 || codes[from + 1] != codes[to - 1])
                continue;
            int rule = (int)(codes[to - 1] & uint.MaxValue) - 2;
            if (rule >= 0)
                _authors[rule] = _authors.GetValueOrDefault(rule) + 1;
        }
    }
}
