using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;

namespace Audience.Data.Callbacks;

/// <summary>
/// Writes down what callers are to be told, within the transaction in which it becomes true: both are there after a crash, or neither.
/// </summary>
public sealed class CallbackOutbox(OutputDatabase database, DbConnection connection, DbTransaction transaction)
{
    /// <summary>For how long a delivery is tried, in milliseconds: 24 hours.</summary>
    public const long PatienceMs = 24L * 60 * 60 * 1000;

    private const int MaxReceiver = 190;

    // As answers of the API are written.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds an event.</summary>
    /// <param name="happened">What, and whom to tell.</param>
    /// <param name="stat">How it ended, under one name for all kinds of events.</param>
    /// <param name="status">The status object, as the API shows it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task AddAsync(CallbackEvent happened, string? stat, object status, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO callback (delivery_id, event_name, subject_id, url, receiver, body, status, created_at, due_at, give_up_at) "
                    + $"VALUES (@delivery, @Name, @Id, @Url, @receiver, @body, '{CallbackStatus.Waiting}', {database.Dialect.NowMs}, "
                    + $"{database.Dialect.NowMs}, {database.Dialect.NowMs} + {PatienceMs})",
                new
                {
                    delivery = Guid.NewGuid().ToString("N"),
                    happened.Name,
                    happened.Id,
                    happened.Url,
                    receiver = Receiver(happened.Url),
                    body = Body(happened, stat, status),
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );

    /// <summary>Takes back what was not sent yet: it is not true any more.</summary>
    public Task WithdrawAsync(string eventName, string id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM callback WHERE subject_id = @id AND event_name = @eventName AND attempts = 0 "
                    + $"AND status = '{CallbackStatus.Waiting}'",
                new { id, eventName },
                transaction,
                cancellationToken: cancellationToken
            )
        );

    private static string Body(CallbackEvent happened, string? stat, object status)
    {
        var body = new JsonObject
        {
            ["event"] = happened.Name,
            ["id"] = happened.Id,
            ["stat"] = stat,
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(status, s_json)!.AsObject())
            body[name] = value?.DeepClone();
        return body.ToJsonString(s_json);
    }

    private static string Receiver(string url)
    {
        var address = new Uri(url, UriKind.Absolute);
        string receiver = $"{address.IdnHost}:{address.Port}";
        return receiver.Length <= MaxReceiver ? receiver : receiver[^MaxReceiver..];
    }
}
