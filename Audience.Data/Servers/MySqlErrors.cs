using System.Net.Sockets;
using MySqlConnector;

namespace Audience.Data.Servers;

/// <summary>Which errors of a MySQL or MariaDB server pass by themselves.</summary>
public static class MySqlErrors
{
    /// <summary>Whether trying again later may succeed without anyone changing the task.</summary>
    public static bool IsTransient(Exception error) =>
        error switch
        {
            MySqlException e => e.IsTransient
                || IsPassing(e.ErrorCode)
                || IsReadOnly(e)
                || e.InnerException is not null && IsTransient(e.InnerException),
            SocketException or IOException or TimeoutException => true,
            // MySqlConnector says so when a connection breaks between two commands of one transaction.
            InvalidOperationException { Source: "MySqlConnector" } => true,
            AggregateException e => e.InnerExceptions.All(IsTransient),
            _ => false,
        };

    // "Got error 28 from storage engine": a full disk, as some engines and temporary tables put it.
    private const MySqlErrorCode EngineError = (MySqlErrorCode)1030;

    // MariaDB's word for a connection that was ended with KILL.
    private const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;

    // "Column set to default value; NULL supplied to NOT NULL column".
    private const MySqlErrorCode NullToDefault = (MySqlErrorCode)1263;

    // A server that has just become, or not yet ceased to be, a replica.
    private const MySqlErrorCode ReadOnly = (MySqlErrorCode)1836;

    /// <summary>
    /// Whether the server or the connection has LOAD DATA LOCAL switched off. Code 1290 stands for any option that prevents a statement,
    /// among them read_only in a failover: only where it names local_infile it is this one.
    /// </summary>
    public static bool IsLoadDataOff(Exception error) =>
        error is NotSupportedException
        || error is MySqlException e
            && (
                e.ErrorCode is MySqlErrorCode.NotAllowedCommand or (MySqlErrorCode)3948 or (MySqlErrorCode)4166
                || e.ErrorCode == MySqlErrorCode.OptionPreventsStatement && Names(e, "local")
            );

    /// <summary>Whether the server or the account has as many connections as it may.</summary>
    public static bool IsFull(MySqlException error) =>
        error.ErrorCode is MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections
        || error.ErrorCode == MySqlErrorCode.UserLimitReached && Names(error, "max_user_connections");

    /// <summary>Whether a value does not fit into its column, as an error or, where the server changes it instead, a warning.</summary>
    public static bool IsChangedValue(MySqlErrorCode code) =>
        code
            is MySqlErrorCode.DataTooLong
                or MySqlErrorCode.WarningDataTruncated
                or MySqlErrorCode.WarningDataOutOfRange
                or MySqlErrorCode.TruncatedWrongValueForField
                or MySqlErrorCode.TruncatedWrongValue
                or MySqlErrorCode.ColumnCannotBeNull
                or NullToDefault;

    // A server that is a replica, or will be one in a moment.
    private static bool IsReadOnly(MySqlException error) =>
        error.ErrorCode == MySqlErrorCode.OptionPreventsStatement && (Names(error, "read-only") || Names(error, "read_only"));

    private static bool Names(MySqlException error, string option) => error.Message.Contains(option, StringComparison.OrdinalIgnoreCase);

    private static bool IsPassing(MySqlErrorCode code) =>
        code
            is MySqlErrorCode.UnableToConnectToHost
                or MySqlErrorCode.CommandTimeoutExpired
                or MySqlErrorCode.ServerShutdown
                or MySqlErrorCode.ConnectionCountError
                or MySqlErrorCode.TooManyUserConnections
                or MySqlErrorCode.LockDeadlock
                or MySqlErrorCode.LockWaitTimeout
                or MySqlErrorCode.QueryInterrupted
                or MySqlErrorCode.DiskFull
                or MySqlErrorCode.RecordFileFull
                or MySqlErrorCode.NormalShutdown
                or MySqlErrorCode.OutOfResources
                or MySqlErrorCode.ErrorOnWrite
                or EngineError
                or ConnectionKilled
                or ReadOnly;
}
