using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Audience.Jobs.Tasks;

/// <summary>What production has come to, a value per table of <c>result</c>, in its order.</summary>
public sealed record ProductionFigures(IReadOnlyList<(string Group, long Rows, long Authors)> Groups)
{
    public static async Task<ProductionFigures> ReadAsync(
        DbConnection connection,
        DbTransaction transaction,
        string taskId,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.QueryAsync<(string Group, long Rows, long Authors)>(
            new CommandDefinition(
                "SELECT group_name, production_rows, authors FROM task_group WHERE task_id = @taskId",
                new { taskId },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        return new ProductionFigures([.. rows.OrderBy(r => r.Group, StringComparer.Ordinal)]);
    }

    public void WriteTo(TaskState task)
    {
        task.LengthProdTable = Join(g => g.Rows.ToString(CultureInfo.InvariantCulture));
        task.UniqSourceAuthor = Join(g => g.Authors.ToString(CultureInfo.InvariantCulture));
        task.RateOfLabel = Join(g => (100m * g.Rows / g.Authors).ToString("0.00", CultureInfo.InvariantCulture));
    }

    private string Join(Func<(string Group, long Rows, long Authors), string> value) => string.Join(',', Groups.Select(value));
}
