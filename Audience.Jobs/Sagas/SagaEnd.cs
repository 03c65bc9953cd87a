using System.Data.Common;
using Audience.Data.Callbacks;

namespace Audience.Jobs.Sagas;

/// <summary>A saga that ends with the change at hand, and whom to tell.</summary>
/// <param name="Url">Its CALLBACK_URL.</param>
/// <param name="ReadAsync">Reads what is told, once the change is in the tables.</param>
public sealed record SagaEnd(string Url, Func<DbConnection, DbTransaction, CancellationToken, Task<SagaNews>> ReadAsync);

/// <summary>What is told of a saga that has ended.</summary>
/// <param name="Event">One of <see cref="CallbackEvents"/>.</param>
/// <param name="Id">The id that callers know it by.</param>
/// <param name="Stat">How it ended.</param>
/// <param name="Status">Its status object, as the API shows it.</param>
public sealed record SagaNews(string Event, string Id, string? Stat, object Status);
