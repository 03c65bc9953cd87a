using System.Diagnostics;
using Audience.Data.Dialects;
using Audience.Data.Schema;
using Microsoft.Data.Sqlite;

namespace Audience.Benchmarks.EndToEnd;

/// <summary>What no system could do without on SQLite: reading the columns once, and writing as many label rows in one
/// transaction.</summary>
/// <param name="directory">Where the source's file is, and the floor's own is made.</param>
/// <param name="plan">What is measured.</param>
internal sealed class EmbeddedFloor(string directory, EndToEndPlan plan)
{
    private readonly string _file = Path.Combine(directory, "floor.db");

    /// <summary>Reads, then writes as many rows as the task does, with texts as long; the time of both.</summary>
    public FloorTimes Run(Reference reference)
    {
        var watch = Stopwatch.StartNew();
        Read();
        var read = watch.Elapsed;
        foreach (string file in Directory.GetFiles(directory, "floor.db*"))
            File.Delete(file);
        using var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        foreach (string sql in new SqliteDialect(directory, "floor").CreateTable("fbfans", ResultTables.Label("fbfans")))
            Execute(connection, sql);
        watch.Restart();
        Write(connection, new FloorRows((int)reference.Rows, reference.MeanTextBytes, plan.Column == "author"));
        return new FloorTimes(read, watch.Elapsed);
    }

    private void Read()
    {
        using var connection = EmbeddedSource.Open(directory);
        using var command = connection.CreateCommand();
        string text = plan.Column == "author" ? "" : ", " + plan.Column;
        command.CommandText = $"SELECT id, s_id, author, post_time{text} FROM ts_page_content";
        using var reader = command.ExecuteReader();
        object[] values = new object[reader.FieldCount];
        while (reader.Read())
            reader.GetValues(values);
    }

    private static void Write(SqliteConnection connection, FloorRows rows)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO fbfans VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
        var values = Enumerable
            .Range(0, rows.FieldCount)
            .Select(i => command.Parameters.Add($"${i}", i < 7 ? SqliteType.Text : SqliteType.Integer))
            .ToArray();
        while (rows.Read())
        {
            for (int i = 0; i < values.Length; i++)
                values[i].Value = rows.GetValue(i);
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
