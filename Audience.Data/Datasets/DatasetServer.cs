using System.Data.Common;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace Audience.Data.Datasets;

/// <summary>
/// Where the frontend's databases are: a MySQL or MariaDB server, or, for the embedded default, a directory of SQLite files.
/// </summary>
public sealed class DatasetServer
{
    private readonly MySqlConnectionStringBuilder? _server;
    private readonly string _directory;

    private DatasetServer(MySqlConnectionStringBuilder? server, string directory) => (_server, _directory) = (server, directory);

    /// <summary>On a server.</summary>
    public static DatasetServer MySql(MySqlConnectionStringBuilder settings) => new(settings, "");

    /// <summary>The files <c>directory/database.db</c>.</summary>
    public static DatasetServer Sqlite(string directory) => new(null, directory);

    /// <summary>Opens a labeling job in a database of the frontend, for reading.</summary>
    /// <exception cref="DatasetException">There is no such database, or the user may not see it.</exception>
    public async Task<Dataset> OpenAsync(string database, int id, CancellationToken cancellationToken)
    {
        SqlNames.Check(database);
        var connection = Connection(database);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new Dataset(connection, database, id);
        }
        catch (DbException e) when (IsMissing(e))
        {
            await connection.DisposeAsync();
            throw new DatasetException($"DATASET_DB '{database}' does not exist, or its user may not see it", e);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private DbConnection Connection(string database) =>
        _server is null
            ? new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = Path.Combine(_directory, database + ".db"),
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ConnectionString
            )
            : new MySqlConnection(
                new MySqlConnectionStringBuilder(_server.ConnectionString)
                {
                    Database = database,
                    Pooling = false,
                    AllowLoadLocalInfile = false,
                }.ConnectionString
            );

    private static bool IsMissing(DbException error) =>
        error
            is MySqlException { ErrorCode: MySqlErrorCode.UnknownDatabase or MySqlErrorCode.DatabaseAccessDenied }
                or SqliteException { SqliteErrorCode: 14 };
}
