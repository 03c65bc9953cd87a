using System.ComponentModel;
using System.Data.Common;
using System.Globalization;
using Audience.Api.Errors;
using Audience.Api.OpenApi;
using Audience.Contracts;
using Audience.Contracts.Audit;
using Audience.Data.Audit;
using Audience.Hosting.Settings;
using NJsonSchema.Annotations;

namespace Audience.Api.AuditTrail;

/// <summary>Who changed what.</summary>
public static class AuditEndpoints
{
    private const int DefaultLimit = 50,
        MaxLimit = 1000;

    /// <summary>Adds the endpoint; it answers with and without a trailing slash.</summary>
    public static void MapAudit(this IEndpointRouteBuilder app) =>
        app.MapGroup("/audit")
            .WithTags("Audit")
            .MapGet(
                "/",
                async (
                    HttpContext http,
                    AuditTable table,
                    [Description("How many at most, 1 to 1000; default 50."), JsonSchemaType(typeof(int))] string? limit,
                    [Description("Only calls before this one: the id of the last that was shown."), JsonSchemaType(typeof(long))]
                        string? before,
                    [Description("Only calls with keys of this name.")] string? key_name,
                    [Description("Only calls about this task, model or data set.")] string? target
                ) => Results.Ok(await ListAsync(http, table, limit, before, key_name, target))
            )
            .Describe<Envelope<IReadOnlyList<AuditEntry>>>(
                "ListAudit",
                "List who changed what",
                "Every call that was to change something, also one that was refused, the latest first: when, with which key, what, "
                    + "about what. No bodies and no secrets. Only for keys that may operate."
            )
            .Fails(403);

    private static async Task<Envelope<IReadOnlyList<AuditEntry>>> ListAsync(
        HttpContext http,
        AuditTable table,
        string? limit,
        string? before,
        string? keyName,
        string? target
    )
    {
        if (!http.User.IsInRole(nameof(ApiAccess.Operate)))
            throw new ApiException(403, "this key may only read, and the audit log is for keys that may operate");
        long most = Number("limit", limit, MaxLimit) ?? DefaultLimit;
        long? below = Number("before", before, long.MaxValue);
        try
        {
            var rows = await table.ListAsync((int)most, below, Given(keyName), Given(target), http.RequestAborted);
            return new Envelope<IReadOnlyList<AuditEntry>>
            {
                ErrorCode = 200,
                ErrorMessage =
                [
                    .. rows.Select(row => new AuditEntry
                    {
                        Id = row.Id,
                        Time = row.Time,
                        KeyName = row.KeyName,
                        Operation = row.Operation,
                        Target = row.Target,
                        ErrorCode = row.ErrorCode,
                    }),
                ],
            };
        }
        catch (DbException e)
        {
            throw TaskErrors.NoState(e);
        }
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static long? Number(string name, string? text, long max) =>
        string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= 1 && number <= max ? number
        : throw new ApiException(400, $"{name} '{text}' is not a whole number from 1 to {max}");
}
