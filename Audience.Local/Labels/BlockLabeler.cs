using Audience.Data.Files;
using Audience.Labeling;

namespace Audience.Local.Labels;

/// <summary>The hot loop: labels the rows of blocks. One for each thread; allocates nothing per row.</summary>
internal sealed class BlockLabeler
{
    private readonly LabelPlan _plan;
    private readonly RowWriter _writer;
    private readonly PanelRows? _panels;
    private readonly LabelSet _found;
    private readonly int[] _chosen;
    private readonly ExtraColumns _extra;
    private readonly Utf8Text _text = new();
    private TableFile? _file;
    private RowParser? _parser;

    public BlockLabeler(LabelPlan plan)
    {
        _plan = plan;
        _writer = plan.CreateWriter();
        _found = new LabelSet(plan.Model.Labels.Count);
        _chosen = new int[plan.Model.Labels.Count];
        _extra = new ExtraColumns(plan);
        Tallies = new LabelTallies(plan.Model.Labels.Count, plan.CreateReport());
        _panels = plan.Panels ? new PanelRows(plan, Tallies) : null;
    }

    /// <summary>What was counted.</summary>
    public LabelTallies Tallies { get; }

    /// <summary>Labels the rows of a block.</summary>
    /// <exception cref="FileException">A row cannot be read, and the plan is strict.</exception>
    public void Run(LabelPiece piece)
    {
        if (_file is null || _file != piece.File || _parser is null)
            (_file, _parser) = (piece.File!, piece.File!.CreateParser());
        bool raw = _plan.TakesRaw(_file);
        long unknown = Unknown;
        _writer.Output = piece.Output;
        _parser.Start(piece.Block);
        while (_parser.Next())
        {
            if (_parser.Problem is { } problem)
            {
                if (_plan.Strict)
                    throw new FileException($"{_file.Name}, line {_parser.Line}: {problem}");
                Tallies.Skip(_file.Name, _parser.Line, problem);
                continue;
            }
            Run(_parser, raw, piece);
        }
        if (!raw && !_plan.OnlyLabels)
            Tallies.LeftOut += Unknown - unknown;
    }

    private long Unknown => (_parser as JsonLineParser)?.Unknown ?? 0;

    private void Run(RowParser row, bool raw, LabelPiece piece)
    {
        _found.Clear();
        ReadOnlySpan<char> text = [];
        if (row.IsNull(_plan.Text))
            Tallies.NoText++;
        else
        {
            text = _text.Decode(row[_plan.Text], out bool isBad);
            if (isBad)
                Bad(row);
            if (Tallies.Report is { } report)
                report.Label(text, _found);
            else
                _plan.Model.Label(text, _found);
        }
        int count = 0;
        for (int label = _found.Next(0); label >= 0; label = _found.Next(label + 1))
            _chosen[count++] = label;
        var chosen = _chosen.AsSpan(0, count);
        Tallies.Add(chosen);
        _panels?.Add(row, chosen, piece.Panels);
        _extra.Prepare(text);
        if (!_plan.PerLabel)
        {
            Begin(row, raw);
            _writer.AddList(_plan.Labels, chosen);
            _extra.Write(_writer);
            _writer.End();
            return;
        }
        foreach (int label in chosen)
        {
            Begin(row, raw);
            _writer.Add(_plan.Labels[label]);
            _extra.Write(_writer, label);
            _writer.End();
        }
    }

    private void Bad(RowParser row)
    {
        if (_plan.Strict)
            throw new FileException($"{_file!.Name}, line {row.Line}: the text is not UTF-8");
        Tallies.BadText++;
    }

    private void Begin(RowParser row, bool raw)
    {
        if (raw)
        {
            _writer.BeginWith(row.Raw, _plan.Columns.Count);
            return;
        }
        _writer.Begin();
        if (_plan.OnlyLabels)
            return;
        for (int column = 0; column < _plan.Columns.Count; column++)
            if (row.IsNull(column))
                _writer.AddNull();
            else
                _writer.Add(row[column]);
    }
}
