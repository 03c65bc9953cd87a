using System.Diagnostics;
using System.Globalization;
using System.Text;
using Audience.Data.Files;
using Audience.Local.Files;

namespace Audience.Local.Import;

/// <summary>Reads files of posts into a target.</summary>
/// <param name="Files">Their paths.</param>
/// <param name="Options">What is known about them.</param>
/// <param name="Columns">Which columns are which, as far as was told.</param>
/// <param name="Key">The columns of a source that tell posts apart; null for the file's id.</param>
/// <param name="Strict">Whether the first row that is left out ends it.</param>
internal sealed record ImportJob(
    IReadOnlyList<string> Files,
    TableFileOptions Options,
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyList<string>? Key,
    bool Strict
)
{
    // Two connections of MySQL take half of it each.
    private const int FlushBytes = 8 * 1024 * 1024,
        LongestId = 190;
    private readonly ImportFigures _figures = new();
    private readonly PostId _ids = new();

    // One is filled while the other is added.
    private PackedWriter _posts = new(PostColumns.Names),
        _adding = new(PostColumns.Names);
    private Task<long> _added = Task.FromResult(0L);

    /// <summary>Reads them.</summary>
    public async Task<(ImportFigures Figures, TimeSpan Duration)> RunAsync(IPostTarget target, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            foreach (string path in Files)
                await ReadAsync(path, target, cancellationToken);
            await FlushAsync(target, cancellationToken);
            _figures.Imported += await _added;
            await target.CompleteAsync(cancellationToken);
        }
        finally
        {
            // The target is closed by the caller, and must not be while something is added.
            await ((Task)_added).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return (_figures, Stopwatch.GetElapsedTime(start));
    }

    private async Task ReadAsync(string path, IPostTarget target, CancellationToken cancellationToken)
    {
        await using var file = await TableFile.OpenAsync(path, Options, cancellationToken);
        var (places, key) = Places(file);
        var (parser, block) = (file.CreateParser(), new Block());
        while (await file.ReadAsync(block, cancellationToken))
        {
            parser.Start(block);
            while (parser.Next())
                Add(file, parser, places, key);
            if (_posts.Output.Length >= FlushBytes)
                await FlushAsync(target, cancellationToken);
        }
    }

    /// <summary>Looks whether the files are there and have the columns, before anything is written.</summary>
    /// <exception cref="FileException">One has not.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (string path in Files.Where(path => path != "-"))
        {
            await using var file = await TableFile.OpenAsync(path, Options, cancellationToken);
            Places(file);
        }
    }

    private (int[] Places, int[]? Key) Places(TableFile file)
    {
        var columns = PostColumns.Find(file.Name, file.Columns, Columns);
        columns.Need("post_time", file.Name, file.Columns);
        return (
            [.. PostColumns.Names.Select(name => columns[name])],
            Key?.Select(name => columns.Need(name, file.Name, file.Columns)).ToArray()
        );
    }

    private async Task FlushAsync(IPostTarget target, CancellationToken cancellationToken)
    {
        if (_posts.Output.Length == 0)
            return;
        _figures.Imported += await _added;
        (_posts, _adding) = (_adding, _posts);
        _posts.Output.Clear();
        _added = Task.Run(() => target.AddAsync(_adding.Output, cancellationToken), cancellationToken);
    }

    private void Add(TableFile file, RowParser row, int[] places, int[]? key)
    {
        _figures.Read++;
        string? problem = row.Problem;
        int before = _posts.Output.Length;
        if (problem is null && (problem = Write(row, places, key)) is null)
            return;
        _posts.Output.CutTo(before);
        if (Strict)
            throw new FileException($"{file.Name}, line {row.Line}: {problem}");
        _figures.Skip(file.Name, row.Line, problem);
    }

    // The columns in the order of PostColumns.Names: id first, post_time last. What is wrong; null where nothing is.
    private string? Write(RowParser row, int[] places, int[]? key)
    {
        string? time = Time(row[places[^1]]);
        if (time is null)
            return "no post_time that can be read";
        bool hasId = key is null && places[0] >= 0 && !row[places[0]].IsEmpty;
        if (hasId && row[places[0]].Length > LongestId)
            return $"an id of more than {LongestId} bytes";
        _posts.Begin();
        _posts.Add(hasId ? row[places[0]] : _ids.Of(row, key ?? places[1..], key?.Contains(places[^1]) == false ? null : time));
        foreach (int column in places.AsSpan(1, places.Length - 2))
            // An empty cell of CSV is no text: a task does not read the post, rather than one of an author without a name.
            if (column < 0 || row[column].IsEmpty)
                _posts.AddNull();
            else
                _posts.Add(row[column]);
        _posts.Add(Encoding.UTF8.GetBytes(time));
        _posts.End();
        if (!hasId)
            _figures.MadeIds++;
        return null;
    }

    private static string? Time(ReadOnlySpan<byte> text)
    {
        Span<char> chars = stackalloc char[64];
        return text.Length <= chars.Length && PostTime.TryParse(chars[..Encoding.UTF8.GetChars(text, chars)], out var time)
            ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : null;
    }
}
