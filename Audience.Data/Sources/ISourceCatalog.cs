namespace Audience.Data.Sources;

/// <summary>What there is to label: the tables of the configured source, on MySQL/MariaDB or in SQLite files.</summary>
public interface ISourceCatalog
{
    /// <summary>The most tables that are listed.</summary>
    const int MaxTables = 1000;

    /// <summary>The tables whose columns fit and that may be read, by schema and name; at most <see cref="MaxTables"/>.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="System.Data.Common.DbException">The source cannot be reached.</exception>
    Task<IReadOnlyList<SourceTable>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One of them; null where there is none of that name that fits.</summary>
    /// <exception cref="System.Data.Common.DbException">The source cannot be reached.</exception>
    Task<SourceTable?> FindAsync(string schema, string table, CancellationToken cancellationToken);

    /// <summary>Counts the posts of a table with an index on post_time, in work that does not grow with the table.</summary>
    /// <param name="table">The table, as it was found.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last; later than <paramref name="from"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<PostTimeline> CountAsync(SourceTable table, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
