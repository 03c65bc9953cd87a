using System.Text.Json;

namespace Audience.Benchmarks.Production;

/// <summary>What producing one group took.</summary>
/// <param name="LabelRows">Rows of its label table.</param>
/// <param name="ProductionRows">Rows that it gave.</param>
/// <param name="Seconds">From the claim to the commit.</param>
/// <param name="SecondsPerMillion">Of label rows.</param>
/// <param name="LongestTransaction">Seconds, of all transactions on the server, looked at five times a second.</param>
/// <param name="PeakMb">The most resident memory of this process until now, MB.</param>
/// <param name="Right">Whether it gave as many rows as the made rows hold winners.</param>
internal sealed record ProductionResult(
    long LabelRows,
    long ProductionRows,
    double Seconds,
    double SecondsPerMillion,
    double LongestTransaction,
    double PeakMb,
    bool Right
)
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public override string ToString() =>
        FormattableString.Invariant($"{LabelRows, 11:N0} label rows: {Seconds, 7:0.00} s, {SecondsPerMillion:0.000} s a million, ")
        + FormattableString.Invariant($"longest transaction {LongestTransaction:0.0} s, peak {PeakMb:0} MB")
        + (Right ? "" : $" - WRONG: {ProductionRows} production rows");
}
