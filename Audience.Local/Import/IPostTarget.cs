using Audience.Data.Files;

namespace Audience.Local.Import;

/// <summary>Where posts are imported to: SQLite, or MySQL.</summary>
internal interface IPostTarget : IAsyncDisposable
{
    /// <summary>
    /// Adds packed posts, in the columns of <see cref="Files.PostColumns.Names"/>; those whose id is there already are passed over.
    /// </summary>
    /// <returns>How many were added.</returns>
    Task<long> AddAsync(ByteBuffer posts, CancellationToken cancellationToken);

    /// <summary>Does what is best done once all posts are there. Where it is not reached, the next import does it.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
