using System.Data.Common;
using System.Text;
using Audience.Data.Authors;

namespace Audience.Data.Audiences;

/// <summary>Counts authors by their panels, exactly. An author is a source_author within its source group.</summary>
public sealed class AudienceCounter(OutputDatabase database)
{
    /// <summary>How many authors of each source group have which of the panels; those without any of them count under 0.</summary>
    /// <param name="members">Whose panels count.</param>
    /// <param name="bits">The panels that are asked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DbException">The database fails, or a table is gone.</exception>
    /// <exception cref="InvalidOperationException">A task is deleted meanwhile.</exception>
    /// <exception cref="IOException">The temporary file cannot be written.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<ulong, long>>> CountAsync(
        IReadOnlyList<AudienceMember> members,
        PanelBits bits,
        CancellationToken cancellationToken
    )
    {
        SortedDictionary<string, IReadOnlyDictionary<ulong, long>> groups = new(StringComparer.Ordinal);
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var group in members.SelectMany(m => m.Groups.Select(g => (Member: m, Group: g))).GroupBy(m => m.Group))
        {
            using var authors = new AuthorMasks();
            foreach (var (member, name) in group)
                if (!await MemberTable.ReadAsync(connection, member.TaskId, name, bits.Of, authors.Add, cancellationToken))
                    await ScanAsync(connection, member, name, bits, authors, cancellationToken);
            groups[group.Key] = authors.Count();
        }
        return groups;
    }

    private async Task ScanAsync(
        DbConnection connection,
        AudienceMember member,
        string group,
        PanelBits bits,
        AuthorMasks authors,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, ulong> known = new(StringComparer.Ordinal);
        await ProductionScan.RunAsync(
            database,
            connection,
            member,
            group,
            hasHash => hasHash ? "author_hash, panel, CASE WHEN author_hash = 0 THEN source_author END" : "0, panel, source_author",
            row =>
            {
                string panel = row.GetString(1);
                if (!known.TryGetValue(panel, out ulong mask))
                    known[panel] = mask = bits.Of(panel);
                authors.Add(row.IsDBNull(2) ? row.GetInt64(0) : (long)SourceAuthor.Hash(Encoding.UTF8.GetBytes(row.GetString(2))), mask);
            },
            cancellationToken
        );
    }
}

/// <summary>A task whose panels count.</summary>
/// <param name="TaskId">32 hexadecimal digits: the <c>task_id</c> of its production rows.</param>
/// <param name="Schema">Where its tables are.</param>
/// <param name="Groups">The source groups.</param>
public sealed record AudienceMember(string TaskId, string Schema, IReadOnlyList<string> Groups);
