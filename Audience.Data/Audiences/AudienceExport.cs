using System.Data.Common;
using System.Globalization;
using System.Text;
using Audience.Data.Authors;
using Audience.Data.Files;
using Audience.Data.Schema;

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
            byte[] groupName = Encoding.UTF8.GetBytes(group.Key);
            foreach (var author in spool.Authors())
            {
                ulong mask = 0;
                foreach (int panel in author.Panels)
                    mask |= bits.Of(panels.Names[panel]);
                if (!where.Holds(mask, bits))
                    continue;
                Write(groupName, author, panels, writer);
                if (writer.Output.Length >= FlushBytes)
                    await flush(writer.Output);
            }
        }
        await flush(writer.Output);
    }

    private async Task ReadAsync(
        DbConnection connection,
        AudienceMember member,
        string group,
        PanelNumbers panels,
        AuthorSpool spool,
        CancellationToken cancellationToken
    )
    {
        string table = ResultTables.ProductionName(group);
        var columns = await database.Dialect.ColumnsAsync(connection, member.Schema, table, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        // Rows of the Python original have no hash.
        command.CommandText =
            $"SELECT panel, create_time, field_content, source_author, {(columns.Contains("author_hash") ? "author_hash" : "0")} FROM "
            + $"{database.Dialect.Table(member.Schema, table)} WHERE task_id = @task";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@task", member.TaskId);
        command.Parameters.Add(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            byte[] author = Encoding.UTF8.GetBytes(reader.GetString(3));
            spool.Add(
                reader.GetInt64(4) is var hash and not 0 ? hash : (long)SourceAuthor.Hash(author),
                panels.Of(reader.GetString(0)),
                reader.IsDBNull(1) ? DateTime.MinValue : reader.GetDateTime(1),
                reader.IsDBNull(2) ? [] : Encoding.UTF8.GetBytes(reader.GetString(2)),
                author
            );
        }
    }

    private static void Write(byte[] group, SpooledAuthor author, PanelNumbers panels, RowWriter writer)
    {
        writer.Begin();
        writer.Add(group);
        writer.Add(author.Source);
        writer.Add(author.Author);
        int[] some = [.. author.Panels.OrderBy(p => panels.Names[p], StringComparer.Ordinal)];
        writer.AddList(panels.Texts, some);
        if (author.Latest == DateTime.MinValue)
            writer.AddNull();
        else
            writer.Add(Encoding.UTF8.GetBytes(author.Latest.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)));
        writer.End();
    }

    private sealed class PanelNumbers
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

        public List<string> Names { get; } = [];

        public List<byte[]> Texts { get; } = [];

        public int Of(string panel)
        {
            if (_numbers.TryGetValue(panel, out int number))
                return number;
            Names.Add(panel);
            Texts.Add(Encoding.UTF8.GetBytes(panel));
            return _numbers[panel] = Names.Count - 1;
        }
    }
}
