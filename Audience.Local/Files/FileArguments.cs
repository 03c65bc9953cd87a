using System.CommandLine;
using System.Text;
using Audience.Data.Files;

namespace Audience.Local.Files;

/// <summary>The arguments of commands that read files of posts.</summary>
internal sealed class FileArguments
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "CSV, TSV, JSON lines or Parquet, also packed by gzip; - for standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string?> _format = new("--format")
    {
        Description = "csv, tsv, jsonl or parquet; else its name and content say it.",
    };
    private readonly Option<string?> _encoding = new("--encoding") { Description = "utf-8, utf-16, big5 …; else it is found out." };
    private readonly Option<string?> _separator = new("--separator")
    {
        Description = "Between the cells of CSV: one character, or tab; else it is found out.",
    };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first line is a row: columns are c1, c2 …" };
    private readonly Dictionary<string, Option<string?>> _columns = PostColumns.Names.ToDictionary(
        name => name,
        name => new Option<string?>($"--{PostColumns.Option(name)}")
        {
            Description = $"The column that is {name}: its name, or its number from 1.",
        }
    );

    public FileArguments()
    {
        _format.AcceptOnlyFromAmong([.. FileFormats.Names]);
        _separator.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && text != "tab" && Encoding.UTF8.GetByteCount(text) != 1)
                result.AddError($"--separator '{text}' is not one ASCII character, nor tab");
        });
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_files);
        foreach (var option in new Option[] { _format, _encoding, _separator, _noHeader })
            command.Add(option);
        foreach (var option in _columns.Values)
            command.Add(option);
    }

    /// <summary>The files; <c>-</c> is standard input.</summary>
    public string[] Files(ParseResult parsed) => parsed.GetValue(_files) ?? [];

    /// <summary>What is known about each file.</summary>
    public TableFileOptions Options(ParseResult parsed) =>
        new()
        {
            Format = parsed.GetValue(_format) is { } format ? FileFormats.Parse(format) : null,
            Encoding = parsed.GetValue(_encoding),
            Separator = parsed.GetValue(_separator) is { } separator ? (byte)(separator == "tab" ? '\t' : separator[0]) : null,
            NoHeader = parsed.GetValue(_noHeader),
        };

    /// <summary>The columns that were told.</summary>
    public Dictionary<string, string> Columns(ParseResult parsed) =>
        _columns
            .Select(column => (column.Key, Value: parsed.GetValue(column.Value)))
            .Where(column => column.Value is not null)
            .ToDictionary(column => column.Key, column => column.Value!);
}
