using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Prometheus;

namespace Audience.Hosting.Metrics;

/// <summary>Shows the counters and histograms of one meter in a Prometheus registry, named <c>meter_instrument</c>.</summary>
public sealed class MeterBridge : IDisposable
{
    // 50 ms to 102 s.
    private static readonly double[] s_buckets = Prometheus.Histogram.ExponentialBuckets(0.05, 2, 12);
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Counter> _counters = [];
    private readonly ConcurrentDictionary<Instrument, Prometheus.Histogram> _histograms = [];
    private readonly MetricFactory _metrics;

    /// <param name="meter">What is shown.</param>
    /// <param name="registry">Where.</param>
    public MeterBridge(Meter meter, CollectorRegistry registry)
    {
        _metrics = Prometheus.Metrics.WithCustomRegistry(registry);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
                Show(instrument, listener);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _counters[instrument].Inc(value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => _histograms[instrument].Observe(value));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    private void Show(Instrument instrument, MeterListener listener)
    {
        string name = $"{instrument.Meter.Name}_{instrument.Name}",
            help = instrument.Description ?? "";
        if (instrument is Counter<long>)
            _counters[instrument] = _metrics.CreateCounter(name, help);
        else if (instrument is Histogram<double>)
            _histograms[instrument] = _metrics.CreateHistogram(name, help, new HistogramConfiguration { Buckets = s_buckets });
        else
            throw new NotSupportedException($"{name} is neither a counter of whole numbers nor a histogram");
        listener.EnableMeasurementEvents(instrument);
    }
}
