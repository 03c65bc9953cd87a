namespace Audience.Tests.Training;

/// <summary>Hears of progress at once, on the thread that tells it.</summary>
internal sealed class Listener(Action<double> heard) : IProgress<double>
{
    public void Report(double value) => heard(value);
}
