using System.Data.Common;
using System.Globalization;
using Audience.Data;
using Audience.Data.Production;
using Audience.Data.Schema;
using Audience.Jobs.Leases;
using Dapper;

namespace Audience.LabelWorker.Series;

/// <summary>
/// Makes the panels of the authors anew whose rows have changed, some thousand buckets of authors in a transaction, and no others. A
/// production row's chunk_seq is its author's bucket, so that those of a bucket are found by key.
/// </summary>
public sealed class SeriesProduction(OutputDatabase database, LeaseStore leases, ConflictGroups conflicts)
{
    // What SQLite takes in one compound SELECT.
    private const int RowsPerStatement = 400;

    /// <summary>Buckets in one transaction.</summary>
    public int BucketsPerStep { get; init; } = 4_000;

    /// <summary>Produces what is noted in a group.</summary>
    /// <returns>False where the claim was lost.</returns>
    public async Task<bool> RunAsync(WorkClaim claim, SeriesRun run, string group, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        while (true)
        {
            await using var transaction = await leases.BeginAsync(connection, claim, cancellationToken);
            var step = new Step(database, conflicts, connection, transaction, claim.TaskId, run.Schema, group, cancellationToken);
            if (await step.RunAsync(BucketsPerStep) == 0)
                return true;
            if (!await leases.HoldAsync(connection, transaction, claim, cancellationToken))
                return false;
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private sealed class Step(
        OutputDatabase database,
        ConflictGroups conflicts,
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        string schema,
        string group,
        CancellationToken cancellationToken
    )
    {
        private readonly string _labels = database.Dialect.Table(schema, ResultTables.Label(group).Name);
        private readonly string _production = database.Dialect.Table(schema, ResultTables.ProductionName(group));

        public async Task<int> RunAsync(int most)
        {
            var buckets = (
                await connection.QueryAsync<int>(
                    Command(
                        "SELECT bucket FROM series_bucket WHERE task_id = @taskId AND group_name = @group "
                            + $"ORDER BY bucket LIMIT {Text(most)}"
                    )
                )
            ).ToList();
            if (buckets.Count == 0)
                return 0;
            long change = 0;
            var winners = await WinnersAsync();
            foreach (var some in buckets.Chunk(1_000))
                change -= await connection.ExecuteAsync(
                    Command($"DELETE FROM {_production} WHERE task_id = @taskId AND chunk_seq IN ({string.Join(',', some.Select(Text))})")
                );
            foreach (var ofRun in winners.GroupBy(w => w.Task, StringComparer.Ordinal))
            foreach (var some in ofRun.Chunk(RowsPerStatement))
                change += await InsertAsync(ofRun.Key, some);
            // Every one between the first and the last was at hand.
            await connection.ExecuteAsync(
                Command(
                    "DELETE FROM series_bucket WHERE task_id = @taskId AND group_name = @group "
                        + $"AND bucket BETWEEN {Text(buckets[0])} AND {Text(buckets[^1])}"
                )
            );
            await connection.ExecuteAsync(
                Command(
                    $"UPDATE series_group SET production_rows = production_rows + ({Text(change)}) "
                        + "WHERE task_id = @taskId AND group_name = @group"
                )
            );
            return buckets.Count;

            async Task<List<Winner>> WinnersAsync()
            {
                var rows = (
                    await connection.QueryAsync<Row>(
                        Command(
                            "SELECT r.bucket AS Bucket, r.author_hash AS Author, r.panel_name AS Panel, r.create_time AS Time, "
                                + "r.chunk_seq AS Chunk, r.row_seq AS Seq, u.run_task AS Task FROM series_bucket b "
                                + "JOIN series_row r ON r.task_id = b.task_id AND r.group_name = b.group_name AND r.bucket = b.bucket "
                                + "JOIN schedule_run u ON u.task_id = r.task_id AND u.run = r.run "
                                + "WHERE b.task_id = @taskId AND b.group_name = @group "
                                + $"AND b.bucket BETWEEN {Text(buckets[0])} AND {Text(buckets[^1])}"
                        )
                    )
                )
                    .OrderBy(r => r.Bucket)
                    .ThenBy(r => r.Time)
                    .ThenBy(r => r.Chunk)
                    .ThenBy(r => r.Seq)
                    .ToList();
                var tally = new PanelTally(conflicts);
                // Rows of one time are of one run, so that their order is that of its source.
                for (int i = 0; i < rows.Count; i++)
                    tally.Add(rows[i].Author, rows[i].Panel, rows[i].Time, 0, i);
                List<Winner> won = [];
                int place = 0;
                foreach (var (_, i) in tally.Winners())
                {
                    place = won.Count > 0 && won[^1].Bucket == rows[i].Bucket ? place + 1 : 0;
                    won.Add(new Winner(rows[i].Task, rows[i].Chunk, rows[i].Seq, rows[i].Bucket, place));
                }
                return won;
            }
        }

        private Task<int> InsertAsync(string task, IEnumerable<Winner> winners)
        {
            string list = string.Join(
                " UNION ALL ",
                winners.Select(
                    (w, i) =>
                        i == 0
                            ? string.Create(
                                CultureInfo.InvariantCulture,
                                $"SELECT {w.Chunk} AS c, {w.Seq} AS r, {w.Bucket} AS bucket, {w.Place} AS place"
                            )
                            : string.Create(CultureInfo.InvariantCulture, $"SELECT {w.Chunk}, {w.Seq}, {w.Bucket}, {w.Place}")
                )
            );
            return connection.ExecuteAsync(
                new CommandDefinition(
                    $"INSERT INTO {_production} ({ResultTables.ColumnList}) SELECT l.id, @taskId, l.source_author, l.panel, l.create_time, "
                        + $"l.field_content, l.match_content, w.bucket, w.place, l.author_hash FROM ({list}) w JOIN {_labels} l "
                        + "ON l.task_id = @task AND l.chunk_seq = w.c AND l.row_seq = w.r",
                    new { taskId, task },
                    transaction,
                    commandTimeout: 0,
                    cancellationToken: cancellationToken
                )
            );
        }

        private CommandDefinition Command(string sql) =>
            new(sql, new { taskId, group }, transaction, commandTimeout: 0, cancellationToken: cancellationToken);

        private static string Text<T>(T number)
            where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
    }

    private sealed record Row
    {
        public int Bucket { get; init; }
        public long Author { get; init; }
        public string Panel { get; init; } = "";
        public DateTime Time { get; init; }
        public int Chunk { get; init; }
        public int Seq { get; init; }
        public string Task { get; init; } = "";
    }

    private sealed record Winner(string Task, int Chunk, int Seq, int Bucket, int Place);
}
