using System.Net.Sockets;
using System.Text;

namespace Audience.Tests.Api;

/// <summary>Who sends too much is told so, even if he only looks for the answer once all is sent.</summary>
[Category("database"), NonParallelizable]
internal sealed class RejectedBodyTests
{
    [TestCase("/models/import/", "multipart/form-data; boundary=b", 2_000_000, "MAX_MODEL_BYTES")]
    [TestCase("/tasks/", "application/json", 21_000_000, "MAX_REQUEST_BYTES")]
    public async Task A_body_that_is_too_large_is_read_to_its_end(string path, string type, int length, string told)
    {
        var address = SharedApi.Http.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\n"
            )
        );
        byte[] first = new byte[1];
        // The server has decided; only then the body is sent.
        await stream.ReadExactlyAsync(first);
        await stream.WriteAsync(new byte[length]);
        using var rest = new StreamReader(stream);
        string answer = (char)first[0] + await rest.ReadToEndAsync();

        Assert.That(answer, Does.Match(@"^HTTP/1\.1 4\d\d ").And.Contains(told));
    }
}
