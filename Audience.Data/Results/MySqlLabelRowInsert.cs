using System.Data.Common;
using System.Globalization;
using System.Text;
using Audience.Data.Schema;
using MySqlConnector;

namespace Audience.Data.Results;

/// <summary>INSERT of many label rows in one statement, for servers that refuse LOAD DATA LOCAL.</summary>
internal static class MySqlLabelRowInsert
{
    // Far below the smallest max_allowed_packet that servers ship with, also when every character is escaped.
    private const int StatementBytes = 256 * 1024,
        StatementRows = 1000;

    /// <summary>Writes all rows and returns how many the server took.</summary>
    public static async Task<int> RunAsync(
        MySqlConnection connection,
        DbTransaction transaction,
        string table,
        LabelRows rows,
        CancellationToken cancellationToken
    )
    {
        int written = 0;
        for (int first = 0; first < rows.Count; )
        {
            await using var command = new MySqlCommand
            {
                Connection = connection,
                Transaction = (MySqlTransaction)transaction,
                CommandTimeout = 0,
            };
            int next = Fill(command, table, rows, first);
            written += await ChangedValues.RefuseAsync(
                connection,
                $"{table} (chunk {rows.Origin.Chunk}, from row {rows.FirstSeq + first} on)",
                () => command.ExecuteNonQueryAsync(cancellationToken)
            );
            first = next;
        }
        return written;
    }

    private static int Fill(MySqlCommand command, string table, LabelRows rows, int first)
    {
        string scores = rows.Origin.Scores ? $", {ResultTables.Score}" : "";
        var sql = new StringBuilder($"INSERT INTO {table} ({ResultTables.ColumnList}{scores}) VALUES ");
        int bytes = 0,
            index = first;
        for (; index < rows.Count && index - first < StatementRows && bytes < StatementBytes; index++)
        {
            var row = rows[index];
            if (index > first)
                sql.Append(", ");
            sql.Append('(');
            Text(row.Id);
            sql.Append(", ");
            Value(rows.Origin.TaskId);
            sql.Append(", ");
            Text(row.SourceAuthor);
            sql.Append(", ");
            Text(row.Panel);
            sql.Append(", ");
            Text(row.Time);
            sql.Append(", ");
            Text(row.Source);
            sql.Append(", ");
            Text(row.Match);
            sql.Append(CultureInfo.InvariantCulture, $", {rows.Origin.Chunk}, {row.Seq}, {row.AuthorHash}");
            if (rows.Origin.Scores)
                sql.Append(", ").Append(Score(row.Score));
            sql.Append(')');
        }
        command.CommandText = sql.ToString();
        return index;

        static string Score(double score) =>
            double.IsNaN(score) ? "NULL" : score.ToString($"F{ResultTables.ScoreDecimals}", CultureInfo.InvariantCulture);

        void Text(ReadOnlySpan<byte> value) => Value(Encoding.UTF8.GetString(value));

        void Value(string value)
        {
            string name = "@p" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
            command.Parameters.AddWithValue(name, value);
            sql.Append(name);
            bytes += value.Length * 3;
        }
    }
}
