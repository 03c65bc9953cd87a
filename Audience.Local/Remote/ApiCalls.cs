using System.CommandLine;
using System.Net.Sockets;
using Audience.Client;

namespace Audience.Local.Remote;

/// <summary>A call that cannot be made, or was refused; the message says why.</summary>
internal sealed class ApiCallException(string message) : Exception(message);

/// <summary>Calls an API, and tells what goes wrong in one line.</summary>
internal static class ApiCalls
{
    /// <summary>Calls the API that the options name.</summary>
    /// <returns>0: done; 1: the API refused, or what was waited for did not succeed; 2: no API there, or a file that cannot be read or
    /// written.</returns>
    public static async Task<int> RunAsync(ParseResult parsed, Func<HttpClient, AudienceClient, Task<int>> run)
    {
        using var http = new HttpClient { BaseAddress = Directory(parsed.GetValue(ApiOptions.Url)!) };
        if (parsed.GetValue(ApiOptions.Key) is { Length: > 0 } key)
            http.DefaultRequestHeaders.Add("X-API-Key", key);
        try
        {
            return await run(http, new AudienceClient(http));
        }
        catch (AudienceException<EnvelopeOfString> e)
        {
            return await FailAsync($"{e.Result.ErrorCode}: {e.Result.ErrorMessage}", 1);
        }
        catch (AudienceException<ValidationProblems> e)
        {
            return await FailAsync(
                "422: " + string.Join("; ", e.Result.Detail.Select(problem => $"{string.Join('.', problem.Loc.Skip(1))}: {problem.Msg}")),
                1
            );
        }
        catch (AudienceException<ModelError> e)
        {
            return await FailAsync($"{e.StatusCode}: {e.Result.ErrorMessage}", 1);
        }
        catch (ApiCallException e)
        {
            return await FailAsync(e.Message, 1);
        }
        catch (AudienceException e)
        {
            return await FailAsync($"{http.BaseAddress} answered with HTTP {e.StatusCode}: is it Audience's API? {e.Response}", 2);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return await FailAsync(e.Message, 2);
        }
        catch (HttpRequestException e)
        {
            return await FailAsync($"{http.BaseAddress} does not answer: {e.Message}", 2);
        }
    }

    /// <summary>Writes a stream to a file, beside its place until it is whole; or to standard output for <c>-</c>.</summary>
    /// <returns>How many bytes the file has; 0 for standard output.</returns>
    /// <exception cref="ApiCallException">The API broke off.</exception>
    public static async Task<long> SaveAsync(Stream from, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(from, path, cancellationToken);
        }
        // The other reasons are a full disk and the like.
        catch (IOException e) when (e is HttpIOException || e.InnerException is SocketException)
        {
            throw new ApiCallException(
                $"the API broke off before the end{(path == "-" ? "" : ", nothing is kept")}; its log tells why: {e.Message}"
            );
        }
    }

    private static async Task<long> WriteAsync(Stream from, string path, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            await using var output = Console.OpenStandardOutput();
            await from.CopyToAsync(output, cancellationToken);
            return 0;
        }
        string part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
                await from.CopyToAsync(file, cancellationToken);
            File.Move(part, path, overwrite: true);
            return new FileInfo(path).Length;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<int> FailAsync(string message, int code)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }

    // Without the slash, the last part of the path would give way to the endpoint's: http://host/aud to http://host/tasks/.
    private static Uri Directory(string url) => new(url.EndsWith('/') ? url : url + "/");
}
