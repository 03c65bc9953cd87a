namespace Audience.Local.Remote;

/// <summary>Finds an id by its beginning.</summary>
internal static class IdPrefix
{
    private const int IdLength = 32,
        MostShown = 5;

    /// <summary>The id that begins so; a whole id, or one with dashes, is taken as it stands.</summary>
    /// <param name="id">As much of it as was given.</param>
    /// <param name="list">Lists those that it may be.</param>
    /// <param name="what">What they are, for messages: tasks.</param>
    /// <param name="among">Which of them were looked at, for messages: the latest 200 tasks.</param>
    /// <exception cref="ApiCallException">None or several begin so.</exception>
    public static async Task<string> FindAsync(string id, Func<Task<IEnumerable<string>>> list, string what, string among)
    {
        if (id.Length >= IdLength)
            return id;
        string[] found = [.. (await list()).Where(one => one.StartsWith(id, StringComparison.OrdinalIgnoreCase))];
        return found switch
        {
            [var one] => one,
            [] => throw new ApiCallException($"none of {among} has an id that begins with '{id}'"),
            _ => throw new ApiCallException(
                $"several {what} have an id that begins with '{id}': {string.Join(", ", found.Take(MostShown))}"
            ),
        };
    }
}
