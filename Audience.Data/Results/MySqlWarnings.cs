using MySqlConnector;

namespace Audience.Data.Results;

/// <summary>Listens for warnings of a connection's statements: the driver asks for them only where a statement left some.</summary>
internal sealed class MySqlWarnings : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly Predicate<MySqlErrorCode> _counts;

    /// <summary>Begins to listen.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="counts">Which warnings count; all of them where it is left out.</param>
    public MySqlWarnings(MySqlConnection connection, Predicate<MySqlErrorCode>? counts = null)
    {
        (_connection, _counts) = (connection, counts ?? (_ => true));
        connection.InfoMessage += Note;
    }

    /// <summary>The first warning, which names the column and the row; null where there was none.</summary>
    public string? First { get; private set; }

    /// <summary>Ends listening.</summary>
    public void Dispose() => _connection.InfoMessage -= Note;

    private void Note(object sender, MySqlInfoMessageEventArgs args) =>
        First ??= args.Errors.FirstOrDefault(e => _counts(e.ErrorCode))?.Message;
}
