namespace Audience.Api.Audit;

/// <summary>What a call tells the audit log of itself while it runs.</summary>
internal static class AuditNotes
{
    private const int MaxTarget = 190;

    private static readonly object s_target = new(),
        s_code = new();

    /// <summary>The fields that name what a body is about; the first of them that is there counts.</summary>
    public static readonly IReadOnlyList<string> Fields = ["TASK_ID", "MODEL_JOB_ID", "TERM_WEIGHT_ID"];

    /// <summary>What the call is about; the last that is noted counts.</summary>
    public static void About(HttpContext http, string target) =>
        http.Items[s_target] = target.Length <= MaxTarget ? target : target[..MaxTarget];

    /// <summary>The error_code, which the status need not show.</summary>
    public static void Code(HttpContext http, int code) => http.Items[s_code] = code;

    /// <summary>What was noted.</summary>
    public static (string? Target, int Code) Of(HttpContext http) =>
        (http.Items[s_target] as string, http.Items[s_code] as int? ?? http.Response.StatusCode);
}
