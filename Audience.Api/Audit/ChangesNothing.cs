namespace Audience.Api.Audit;

/// <summary>An endpoint that is called by POST and changes nothing; the audit log leaves it out.</summary>
internal sealed class ChangesNothing
{
    private ChangesNothing() { }

    /// <summary>The mark.</summary>
    public static ChangesNothing Mark { get; } = new();
}

/// <summary>Marks endpoints.</summary>
internal static class ChangesNothingExtensions
{
    /// <summary>Says that calls of the endpoint change nothing.</summary>
    public static RouteHandlerBuilder ChangesNothing(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(Audit.ChangesNothing.Mark);
}
