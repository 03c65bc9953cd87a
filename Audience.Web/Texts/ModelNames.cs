using System.Globalization;
using Audience.Client;

namespace Audience.Web.Texts;

/// <summary>What models are called.</summary>
internal static class ModelNames
{
    /// <summary>What tasks and other models call it: its MODEL_JOB_ID, or the id of the task that prepared it.</summary>
    public static string IdOf(ModelStatus model) => model.JobId?.ToString(CultureInfo.InvariantCulture) ?? model.TaskId;

    /// <summary>The same as people read it: of a task's id, as much as tells it from others.</summary>
    public static string Short(ModelStatus model) => Short(IdOf(model));

    /// <summary>Such an id as people read it.</summary>
    public static string Short(string id) => id.Length == 32 ? id[..8] : id;
}
