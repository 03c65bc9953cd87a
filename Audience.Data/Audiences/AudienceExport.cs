using System.Data.Common;
using System.Globalization;
using System.Text;
using Audience.Data.Authors;
using Audience.Data.Files;
using Audience.Data.Production;

namespace Audience.Data.Audiences;

/// <summary>Reads the authors of an audience as a stream: memory does not grow with them.</summary>
public sealed class AudienceExport(OutputDatabase database)
{
    /// <summary>The columns of a row.</summary>
    public static readonly IReadOnlyList<string> Columns = ["source_group", "s_id", "author", "panels", "latest_time"];

    private const int FlushBytes = 256 * 1024;

    /// <summary>Writes the authors, group by group.</summary>
    /// <param name="members">Whose panels count.</param>
    /// <param name="where">Which of their authors.</param>
    /// <param name="writer">Writes them.</param>
    /// <param name="flush">Takes what was written, whenever enough has gathered; empties the buffer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DbException">The database fails, or a table is gone.</exception>
    /// <exception cref="IOException">The temporary file cannot be written.</exception>
    public async Task WriteAsync(
        IReadOnlyList<AudienceMember> members,
        AudienceExpression where,
        RowWriter writer,
        Func<ByteBuffer, Task> flush,
        CancellationToken cancellationToken
    )
    {
        var bits = new PanelBits(where.Panels);
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var group in members.SelectMany(m => m.Groups.Select(g => (Member: m, Group: g))).GroupBy(m => m.Group))
        {
            using var spool = new AuthorSpool();
            PanelNumbers panels = new();
            foreach (var (member, name) in group)
                await ReadAsync(connection, member, name, panels, spool, cancellationToken);
            byte[][] texts = [.. panels.Names.Select(Encoding.UTF8.GetBytes)];
            byte[] groupName = Encoding.UTF8.GetBytes(group.Key);
            foreach (var author in spool.Authors())
            {
                ulong mask = 0;
                foreach (int panel in author.Panels)
                    mask |= bits.Of(panels.Names[panel]);
                if (!where.Holds(mask, bits))
                    continue;
                Write(groupName, author, panels.Names, texts, writer);
                if (writer.Output.Length >= FlushBytes)
                    await flush(writer.Output);
            }
        }
        await flush(writer.Output);
    }

    private Task ReadAsync(
        DbConnection connection,
        AudienceMember member,
        string group,
        PanelNumbers panels,
        AuthorSpool spool,
        CancellationToken cancellationToken
    ) =>
        ProductionScan.RunAsync(
            database,
            connection,
            member,
            group,
            hasHash => $"panel, create_time, field_content, source_author, {(hasHash ? "author_hash" : "0")}",
            row =>
            {
                byte[] author = Encoding.UTF8.GetBytes(row.GetString(3));
                spool.Add(
                    row.GetInt64(4) is var hash and not 0 ? hash : (long)SourceAuthor.Hash(author),
                    panels.Of(row.GetString(0)),
                    row.IsDBNull(1) ? DateTime.MinValue : row.GetDateTime(1),
                    row.IsDBNull(2) ? [] : Encoding.UTF8.GetBytes(row.GetString(2)),
                    author
                );
            },
            cancellationToken
        );

    private static void Write(byte[] group, SpooledAuthor author, IReadOnlyList<string> panels, byte[][] texts, RowWriter writer)
    {
        writer.Begin();
        writer.Add(group);
        writer.Add(author.Source);
        writer.Add(author.Author);
        int[] some = [.. author.Panels.OrderBy(p => panels[p], StringComparer.Ordinal)];
        writer.AddList(texts, some);
        if (author.Latest == DateTime.MinValue)
            writer.AddNull();
        else
            writer.Add(Encoding.UTF8.GetBytes(author.Latest.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)));
        writer.End();
    }
}
