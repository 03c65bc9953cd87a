using System.IO.Compression;
using Audience.Testing.Systems;
using Dapper;

namespace Audience.Testing.Schedules;

/// <summary>What a dump has left: the rows of its tables but for times and task, and the sizes of its files' contents.</summary>
public static class DumpSnapshot
{
    /// <summary>Reads it, a line per row and per file, in order.</summary>
    /// <param name="system">Where it was made.</param>
    /// <param name="directory">The dump's own directory in DUMP_DIR.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(FaultSystem system, string directory)
    {
        var lines = new List<string>();
        await using var connection = await system.Servers.Database.OpenAsync(FaultSystem.DumpSchema);
        foreach (string table in (await connection.QueryAsync<string>("SHOW TABLES")).Order(StringComparer.Ordinal))
            lines.AddRange(
                (
                    await connection.QueryAsync<string>(
                        $"SELECT CONCAT_WS('|', '{table}', id, source_author, panel, field_content, match_content) FROM `{table}`"
                    )
                ).Order(StringComparer.Ordinal)
            );
        foreach (string file in Directory.GetFiles(Path.Combine(system.DumpDirectory, directory)).Order(StringComparer.Ordinal))
        {
            await using var zip = await ZipFile.OpenReadAsync(file);
            lines.Add($"{Path.GetFileName(file)}: {string.Join(", ", zip.Entries.Select(e => $"{e.Name} {e.Length}"))}");
        }
        return lines;
    }
}
