using System.Data.Common;
using Audience.Data.Schema;

namespace Audience.Data.Audiences;

/// <summary>Reads the production rows of a task as a stream.</summary>
internal static class ProductionScan
{
    /// <summary>Reads those of a source group.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="connection">Open.</param>
    /// <param name="member">The task.</param>
    /// <param name="group">The source group.</param>
    /// <param name="columns">What is read; told whether rows have a hash of their author: those of the original have none.</param>
    /// <param name="take">Takes a row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DbException">The database fails, or the table is gone.</exception>
    public static async Task RunAsync(
        OutputDatabase database,
        DbConnection connection,
        AudienceMember member,
        string group,
        Func<bool, string> columns,
        Action<DbDataReader> take,
        CancellationToken cancellationToken
    )
    {
        string table = ResultTables.ProductionName(group);
        var present = await database.Dialect.ColumnsAsync(connection, member.Schema, table, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText =
            $"SELECT {columns(present.Contains("author_hash"))} FROM {database.Dialect.Table(member.Schema, table)} WHERE task_id = @task";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@task", member.TaskId);
        command.Parameters.Add(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            take(reader);
    }
}
