namespace Audience.Data.Posts;

/// <summary>
/// The column <c>post_time</c> of a source on MySQL or MariaDB. A DATETIME is taken as it stands. A TIMESTAMP is a moment, ordered in
/// UTC and shown in the server's own time zone (<c>@@global.time_zone</c>), where an hour comes twice when daylight saving ends.
/// Sessions are in UTC (<see cref="Servers.MySqlSession"/>), so that only what is converted here is in the server's zone.
/// </summary>
/// <param name="isTimestamp">Whether it is a TIMESTAMP.</param>
internal sealed class TimeColumn(bool isTimestamp)
{
    private const string ServerZone = "@@global.time_zone",
        Utc = "'+00:00'";

    /// <summary>The time as the server's zone shows it. Zeros, which are no moment, stay as they are.</summary>
    public string Shown { get; } = isTimestamp ? $"COALESCE(CONVERT_TZ(post_time, {Utc}, {ServerZone}), post_time)" : "post_time";

    /// <summary>
    /// Whether the time that is shown leads back to the post's own moment: of an hour that comes twice, one of the two does not.
    /// A chunk must not end at such a post, for the next one would begin elsewhere.
    /// </summary>
    public string IsExact { get; } =
        isTimestamp ? $"(post_time = CONVERT_TZ(CONVERT_TZ(post_time, {Utc}, {ServerZone}), {ServerZone}, {Utc}))" : "1";

    /// <summary>Keeps a statement to the range from <c>@From</c> to before <c>@To</c>.</summary>
    public string InRange => $"post_time >= {Moment("@From")} AND post_time < {Moment("@To")}";

    /// <summary>What a parameter, a time as the server shows it, is compared as.</summary>
    public string Moment(string parameter) =>
        isTimestamp ? $"COALESCE(CONVERT_TZ({parameter}, {ServerZone}, {Utc}), {parameter})" : parameter;
}
