namespace Audience.Hosting.Settings;

/// <summary>Whom the system tells that something has ended.</summary>
public sealed record CallbackSettings
{
    private const int MinSecret = 16;

    /// <summary>Hosts that a CALLBACK_URL may name (CALLBACK_HOSTS), comma-separated; none: there are no callbacks.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Signs callbacks (CALLBACK_SECRET), at least 16 characters; receivers have the same. None: there are no callbacks.</summary>
    public required string? Secret { get; init; }

    /// <summary>Reads them.</summary>
    public static CallbackSettings Read(SettingsReader settings)
    {
        string? secret = settings.Optional("CALLBACK_SECRET");
        if (secret?.Length < MinSecret)
            settings.Wrong("CALLBACK_SECRET", $"is shorter than {MinSecret} characters; make one with: openssl rand -hex 32");
        return new CallbackSettings { Hosts = settings.List("CALLBACK_HOSTS", ""), Secret = secret };
    }

    /// <summary>Leaves out the secret: this record must not reach a log with it.</summary>
    public override string ToString() => $"CallbackSettings {{ Hosts = {string.Join(',', Hosts)} }}";
}
