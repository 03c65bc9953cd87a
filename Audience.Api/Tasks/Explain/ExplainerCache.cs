using Audience.Data.Tasks;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;

namespace Audience.Api.Tasks.Explain;

/// <summary>
/// Explainers that nobody uses right now, for whoever asks about the same rules next: a page is read again and again while its task is at
/// work, and tens of thousands of keywords take seconds to compile. One is used by one caller at a time.
/// </summary>
public sealed class ExplainerCache(TimeProvider time) : IDisposable
{
    // Expressions take up to hundreds of megabytes.
    private const int Kept = 2;
    private static readonly TimeSpan s_unused = TimeSpan.FromMinutes(2);
    private readonly MemoryCache _idle = new(new MemoryCacheOptions { SizeLimit = Kept });
    private readonly Lock _lock = new();

    /// <summary>How many are kept.</summary>
    public int Idle => _idle.Count;

    /// <summary>Takes the one of these parts, or null where there is none.</summary>
    public TextExplainer? Take(TaskModelParts parts)
    {
        lock (_lock)
        {
            var found = _idle.Get<TextExplainer>(Key(parts));
            _idle.Remove(Key(parts));
            return found;
        }
    }

    /// <summary>Keeps one for two minutes.</summary>
    public void Return(TaskModelParts parts, TextExplainer explainer)
    {
        // The cache itself looks for what is old only when it is asked.
        var expired = new CancellationTokenSource(s_unused, time);
        lock (_lock)
            _idle.Set(
                Key(parts),
                explainer,
                new MemoryCacheEntryOptions { Size = 1 }
                    .AddExpirationToken(new CancellationChangeToken(expired.Token))
                    .RegisterPostEvictionCallback((_, _, _, _) => expired.Dispose())
            );
    }

    public void Dispose() => _idle.Dispose();

    private static (string, string?, string, string) Key(TaskModelParts parts) =>
        (parts.ModelType, parts.Pattern, string.Join(',', parts.Fold), string.Join(',', parts.Artefacts));
}
