namespace Audience.Hosting.Addresses;

/// <summary>A caller names a host that may not be reached (any more).</summary>
public sealed class HostRefusedException(string message) : Exception(message);
