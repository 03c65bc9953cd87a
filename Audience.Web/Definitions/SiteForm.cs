using System.Globalization;
using Audience.Client;
using Audience.Web.Serving;
using Audience.Web.Texts;

namespace Audience.Web.Definitions;

/// <summary>Another database than the configuration's, as SITE_CONFIG names it. Its password is never shown again.</summary>
internal static class SiteForm
{
    /// <summary>The name of the field for the password.</summary>
    public const string Password = "SITE_PASSWORD";

    /// <summary>The names of the fields; no other database where the host is empty.</summary>
    public static readonly IReadOnlyList<string> Names = ["SITE_HOST", "SITE_PORT", "SITE_USER", Password, "SITE_SCHEMA", "SITE_TABLE"];

    /// <summary>Whether the form names one.</summary>
    public static bool IsGiven(NewTaskForm form) => form["SITE_HOST"].Length > 0;

    /// <summary>The fields of a task that read another database: all but user and password, which the API does not tell.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(TaskDetails task) =>
        task.SiteConfig is not { } site
            ? []
            :
            [
                new("SITE_HOST", site.Host),
                new("SITE_PORT", site.Port.ToString(CultureInfo.InvariantCulture)),
                new("SITE_SCHEMA", task.InputSchema),
                new("SITE_TABLE", task.InputTable),
            ];

    /// <summary>Makes the request read it.</summary>
    public static void Read(NewTaskForm form, CreateTaskRequest request, List<Mistake> mistakes, Words words)
    {
        foreach (string name in (string[])["SITE_USER", "SITE_SCHEMA", "SITE_TABLE"])
            if (form[name].Length == 0)
                mistakes.Add(new Mistake(name, words["New.SiteNeeded"]));
        int port = 0;
        bool hasPort = form["SITE_PORT"].Length > 0;
        if (hasPort && !int.TryParse(form["SITE_PORT"], NumberStyles.None, CultureInfo.InvariantCulture, out port))
            mistakes.Add(new Mistake("SITE_PORT", words["New.SitePortBad"]));
        (request.InputSchema, request.InputTable) = (form["SITE_SCHEMA"], form["SITE_TABLE"]);
        request.SiteConfig = new SiteConfig
        {
            Host = form["SITE_HOST"],
            Port = hasPort ? port : null,
            User = form["SITE_USER"],
            Password = form[Password],
        };
    }
}
