namespace Audience.Testing.Faults;

/// <summary>Every kind of fault. A new one is a line in one of the lists that this one joins.</summary>
public static class FaultCatalog
{
    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<Fault> All =
    [
        .. ProcessFaults.All,
        .. BrokerFaults.All,
        .. DatabaseFaults.All,
        .. MessageFaults.All,
        .. OperatorFaults.All,
    ];

    /// <summary>A fault by its kind.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Fault Of(string kind) =>
        All.FirstOrDefault(f => f.Kind == kind)
        ?? throw new ArgumentException($"there is no fault '{kind}'; there are: {string.Join(", ", All.Select(f => f.Kind))}");
}
