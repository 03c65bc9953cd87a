using System.Reflection;

namespace Audience.Jobs.Leases;

/// <summary>A role of a worker process.</summary>
/// <param name="Kind"><c>label</c> or <c>model</c>.</param>
/// <param name="Queues">The queues that it serves.</param>
public sealed record WorkerRole(string Kind, IReadOnlyList<string> Queues);

/// <summary>Who this process is to the others.</summary>
/// <param name="Kind">What it does: <c>label</c>, <c>model</c>, or both with a comma between.</param>
/// <param name="Queues">The queues that it serves.</param>
public sealed record WorkerIdentity(string Kind, IReadOnlyList<string> Queues)
{
    /// <summary>Unique to this process: 32 hexadecimal digits.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The machine's or container's name.</summary>
    public string Host { get; } = Environment.MachineName;

    /// <summary>The program's version.</summary>
    public string Version { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "";

    /// <summary>The identity of a process with these roles.</summary>
    public static WorkerIdentity Of(IEnumerable<WorkerRole> roles)
    {
        var all = roles.ToList();
        return new WorkerIdentity(string.Join(',', all.Select(r => r.Kind).Distinct()), [.. all.SelectMany(r => r.Queues).Distinct()]);
    }
}
