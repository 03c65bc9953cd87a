namespace Audience.Local.Remote;

/// <summary>Files of rows that an API streams.</summary>
internal static class ApiFile
{
    /// <summary>
    /// Writes what the API streams to a file, or to standard output for <c>-</c>; of one that breaks off nothing is kept.
    /// </summary>
    /// <returns>How many bytes the file has; 0 for standard output.</returns>
    /// <exception cref="ApiCallException">The API refuses, or breaks off.</exception>
    public static async Task<long> GetAsync(HttpClient http, string path, string to, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-HTTP-Status-From-Error-Code", "true");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new ApiCallException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await ApiCalls.SaveAsync(body, to, cancellationToken);
    }
}
