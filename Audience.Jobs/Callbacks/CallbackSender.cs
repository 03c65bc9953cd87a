using System.Collections.Concurrent;
using Audience.Jobs.Leadership;
using Microsoft.Extensions.Logging;

namespace Audience.Jobs.Callbacks;

/// <summary>
/// Looks once a second whom something is due for, and has it sent, each receiver apart from the others. One worker does it; where another
/// takes over meanwhile, who claims a delivery sends it.
/// </summary>
public sealed class CallbackSender(CallbackQueue queue, CallbackPump pump, LeaderElection election, ILogger<CallbackSender> log)
    : LeaderService("callbacks", TimeSpan.FromSeconds(1), election, log, "Callbacks cannot be looked up")
{
    // Receivers at the same time.
    private const int MaxReceivers = 64;
    private static readonly TimeSpan s_cleaning = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Task> _sending = [];
    private readonly ILogger _log = log;
    private readonly TimeProvider _time = election.Time;
    private long _cleaned;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var (ended, sending) in _sending)
            if (sending.IsCompleted)
                _sending.TryRemove(ended, out _);
        foreach (string receiver in await queue.DueReceiversAsync(cancellationToken))
            if (_sending.Count < MaxReceivers && !_sending.ContainsKey(receiver))
                _sending[receiver] = Task.Run(() => SendAsync(receiver, cancellationToken), CancellationToken.None);
        if (_cleaned != 0 && _time.GetElapsedTime(_cleaned) < s_cleaning)
            return;
        await queue.DeleteOldAsync(cancellationToken);
        _cleaned = _time.GetTimestamp();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_sending.Values);
    }

    // Never fails: what could not be sent, or noted, is due again later.
    private async Task SendAsync(string receiver, CancellationToken cancellationToken)
    {
        try
        {
            await pump.RunAsync(receiver, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process stops.
        }
        catch (Exception e)
        {
            _log.LogWarning("Callbacks to {Receiver} are tried again: {Reason}", receiver, e.Message);
        }
    }
}
