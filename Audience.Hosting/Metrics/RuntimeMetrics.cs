using Prometheus;

namespace Audience.Hosting.Metrics;

/// <summary>What shows whether a process's memory grows, and why: prometheus-net has neither.</summary>
internal static class RuntimeMetrics
{
    /// <summary>Adds them to the process's registry.</summary>
    public static void Register(CollectorRegistry registry)
    {
        var metrics = Prometheus.Metrics.WithCustomRegistry(registry);
        var allocated = metrics.CreateCounter("dotnet_allocated_bytes_total", "Bytes allocated on the managed heap since the start.");
        var heap = metrics.CreateGauge("dotnet_gc_heap_bytes", "The managed heap after the last garbage collection, in bytes.");
        registry.AddBeforeCollectCallback(() =>
        {
            allocated.IncTo(GC.GetTotalAllocatedBytes());
            heap.Set(GC.GetGCMemoryInfo().HeapSizeBytes);
        });
    }
}
