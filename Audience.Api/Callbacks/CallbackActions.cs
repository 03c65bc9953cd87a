using System.Data.Common;
using System.Globalization;
using Audience.Api.Errors;
using Audience.Contracts;
using Audience.Contracts.Callbacks;
using Audience.Contracts.Tasks;
using Audience.Data.Callbacks;
using Audience.Hosting.Settings;

namespace Audience.Api.Callbacks;

/// <summary>Shows callbacks, and has them sent again.</summary>
public sealed class CallbackActions(CallbackTable table, AudienceSettings settings)
{
    private const int DefaultLimit = 50,
        MaxLimit = 1000;

    /// <summary>The latest first.</summary>
    public async Task<Envelope<IReadOnlyList<CallbackDelivery>>> ListAsync(
        string? limit,
        string? failed,
        string? before,
        CancellationToken cancellationToken
    )
    {
        int most = DefaultLimit;
        if (
            !string.IsNullOrEmpty(limit)
            && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MaxLimit)
        )
            throw new ApiException(400, $"limit '{limit}' is not a whole number from 1 to {MaxLimit}");
        bool only = false;
        if (!string.IsNullOrEmpty(failed) && !bool.TryParse(failed, out only))
            throw new ApiException(400, $"failed '{failed}' is neither true nor false");
        string? after = string.IsNullOrEmpty(before) ? null : Id(before);
        return await WithTableAsync(async () =>
        {
            IReadOnlyList<CallbackRow> rows = await table.ListAsync(most, only, after, cancellationToken);
            return Ok<IReadOnlyList<CallbackDelivery>>([.. rows.Select(Of)]);
        });
    }

    /// <summary>Has one sent now.</summary>
    public Task<Envelope<string>> RetryAsync(string delivery, CancellationToken cancellationToken)
    {
        string id = Id(delivery);
        return WithTableAsync(async () =>
            await table.RetryAsync(id, cancellationToken)
                ? Ok($"callback {id} is sent again")
                : throw new ApiException(404, $"there is no callback {id}")
        );
    }

    private CallbackDelivery Of(CallbackRow row) =>
        new()
        {
            Delivery = row.DeliveryId,
            Event = row.EventName,
            Id = row.SubjectId,
            Url = CallbackUrls.Show(row.Url),
            Status = row.Status,
            Attempts = row.Attempts,
            ErrorMessage = row.Error,
            CreateTime = Local(row.CreatedAt),
            NextTime = row.Status == CallbackStatus.Waiting ? Local(row.DueAt) : null,
            DeliveredTime = row.DeliveredAt is { } at ? Local(at) : null,
        };

    private DateTime Local(long ms) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(ms / 1000), settings.TimeZone).DateTime;

    private static string Id(string text) =>
        TaskId.TryParse(text, out var id)
            ? TaskId.Format(id)
            : throw new ApiException(400, $"'{text}' is not a delivery of 32 hexadecimal digits");

    private static async Task<T> WithTableAsync<T>(Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (DbException e)
        {
            throw new ApiException(500, "the table of callbacks cannot be used: " + e.Message, e);
        }
    }

    private static Envelope<T> Ok<T>(T value) => new() { ErrorCode = 200, ErrorMessage = value };
}
