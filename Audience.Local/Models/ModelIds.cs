using System.Globalization;
using Audience.Client;

namespace Audience.Local.Models;

/// <summary>A model is known by its MODEL_JOB_ID, a number, or by its task id, 32 hexadecimal digits.</summary>
internal static class ModelIds
{
    /// <summary>The job's number, where the id is one.</summary>
    public static int? Job(string? id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int job) ? job : null;

    /// <summary>The task id, where the id is no number.</summary>
    public static string? Task(string? id) => Job(id) is null ? id : null;

    /// <summary>The body that names a model.</summary>
    public static ModelIdRequest Request(string id) => new() { ModelJobId = Job(id), TaskId = Task(id) };
}
