using MySqlConnector;

namespace Audience.Data.Results;

/// <summary>Listens for warnings of a connection's statements: the driver asks for them only where a statement left some.</summary>
internal sealed class MySqlWarnings : IDisposable
{
    private readonly MySqlConnection _connection;

    /// <summary>Begins to listen.</summary>
    public MySqlWarnings(MySqlConnection connection)
    {
        _connection = connection;
        connection.InfoMessage += Note;
    }

    /// <summary>The first warning, which names the column and the row; null where there was none.</summary>
    public string? First { get; private set; }

    /// <summary>Ends listening.</summary>
    public void Dispose() => _connection.InfoMessage -= Note;

    private void Note(object sender, MySqlInfoMessageEventArgs args) => First ??= args.Errors.Count > 0 ? args.Errors[0].Message : null;
}
