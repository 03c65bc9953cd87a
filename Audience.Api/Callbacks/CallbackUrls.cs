using System.Net.Sockets;
using Audience.Api.Errors;
using Audience.Api.Requests;
using Audience.Hosting.Addresses;
using Audience.Hosting.Settings;

namespace Audience.Api.Callbacks;

/// <summary>Reads CALLBACK_URL, and says whether callbacks may go there.</summary>
public sealed class CallbackUrls(CallbackHosts hosts, AudienceSettings settings)
{
    private const string Field = "CALLBACK_URL";
    private const int MaxLength = 2_000;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    /// <summary>The address of a body; null where it is absent or empty. A mistake is noted in the body.</summary>
    public static string? Read(RequestBody body)
    {
        string? text = body.Text(Field)?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (FindMistake(text) is { } mistake)
            body.Wrong(Field, mistake, "value_error.url");
        return text;
    }

    /// <summary>Checks where an address leads now; that is checked again when something is sent there.</summary>
    /// <param name="url">Of the right form; null for none.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="ApiException">400: nothing may be sent there.</exception>
    public async Task CheckAsync(string? url, CancellationToken cancellationToken)
    {
        if (url is null)
            return;
        string host = new Uri(url, UriKind.Absolute).IdnHost;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        try
        {
            await hosts.FindAddressAsync(host, timeout.Token);
        }
        catch (HostRefusedException e)
        {
            throw new ApiException(400, e.Message);
        }
        catch (SocketException e)
        {
            throw new ApiException(400, $"{Field} host '{host}' cannot be looked up: {e.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(400, $"{Field} host '{host}' cannot be looked up within {s_timeout.TotalSeconds:0} seconds");
        }
        if (settings.Callbacks.Secret is null)
            throw new ApiException(
                400,
                $"{Field} cannot be used, as callbacks could not be signed: the operator has to set CALLBACK_SECRET"
            );
    }

    /// <summary>An address as answers show it: what stands in its query may be for the receiver alone.</summary>
    public static string Show(string url) => new Uri(url, UriKind.Absolute).GetLeftPart(UriPartial.Path);

    private static string? FindMistake(string text) =>
        text.Length > MaxLength ? $"ensure this value has at most {MaxLength} characters"
        : !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0
            ? "expected an address such as https://receiver.example/audience"
        : url.UserInfo.Length > 0 ? "expected an address without user and password: receivers know us by the signature"
        : url.Fragment.Length > 0 ? "expected an address without a fragment ('#')"
        : null;
}
