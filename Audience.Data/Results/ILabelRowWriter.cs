using System.Data.Common;

namespace Audience.Data.Results;

/// <summary>Writes label rows in bulk within the caller's transaction.</summary>
public interface ILabelRowWriter
{
    /// <summary>Writes all waiting rows.</summary>
    /// <exception cref="DbException">The server refused; the transaction is to be rolled back.</exception>
    /// <exception cref="InvalidDataException">The server took fewer rows than were sent.</exception>
    Task WriteAsync(DbConnection connection, DbTransaction transaction, string table, LabelRows rows, CancellationToken cancellationToken);
}
