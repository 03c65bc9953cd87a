using System.Net.Sockets;
using MySqlConnector;

namespace Audience.Data.Dialects;

/// <summary>Which errors of a MySQL or MariaDB server pass by themselves.</summary>
public static class MySqlErrors
{
    /// <summary>Whether trying again later may succeed without anyone changing the task.</summary>
    public static bool IsTransient(Exception error) =>
        error switch
        {
            MySqlException e => e.IsTransient || IsPassing(e.ErrorCode) || e.InnerException is not null && IsTransient(e.InnerException),
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

    // A server that has just become, or not yet ceased to be, a replica.
    private const MySqlErrorCode ReadOnly = (MySqlErrorCode)1836;

    private static bool IsPassing(MySqlErrorCode code) =>
        code
            is MySqlErrorCode.UnableToConnectToHost
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
