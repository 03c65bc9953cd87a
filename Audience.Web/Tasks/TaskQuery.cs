using Microsoft.AspNetCore.Http.Extensions;

namespace Audience.Web.Tasks;

/// <summary>Which tasks the list shows; as text it is the page's address.</summary>
public sealed record TaskQuery
{
    /// <summary>What is searched.</summary>
    public string? Search { get; init; }

    /// <summary>Only this state.</summary>
    public string? Stat { get; init; }

    /// <summary>Only this kind of model.</summary>
    public string? Model { get; init; }

    /// <summary>Only those created since.</summary>
    public string? Since { get; init; }

    /// <summary>Only those listed after this task.</summary>
    public string? Before { get; init; }

    /// <summary>Whether it asks for the latest of all.</summary>
    public bool IsEmpty => this == new TaskQuery();

    /// <summary>Reads it; what is empty does not count.</summary>
    public static TaskQuery Of(IQueryCollection query)
    {
        string? Value(string name) => query[name].ToString() is { Length: > 0 } value ? value : null;
        return new TaskQuery
        {
            Search = Value("search"),
            Stat = Value("stat"),
            Model = Value("model"),
            Since = Value("since"),
            Before = Value("before"),
        };
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("search", Search), ("stat", Stat), ("model", Model), ("since", Since), ("before", Before) })
            if (value is not null)
                query.Add(name, value);
        return ConsoleRegistration.Path + "/tasks" + query.ToQueryString();
    }
}
