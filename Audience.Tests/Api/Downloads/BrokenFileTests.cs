using System.IO.Compression;
using System.Text;
using Audience.Api.Downloads;
using Audience.Data.Files;
using Audience.Local;
using Audience.Tests.Local;

namespace Audience.Tests.Api.Downloads;

/// <summary>Files of rows whose making breaks off.</summary>
[Category("unit")]
internal sealed class BrokenFileTests
{
    private const int Rows = 150_000;

    // What came by then is more than the beginning that every file has.
    private const int Beginning = 1000;

    [TestCase("csv", false)]
    [TestCase("csv", true)]
    [TestCase("jsonl", false)]
    [TestCase("jsonl", true)]
    [TestCase("parquet", false)]
    [TestCase("parquet", true)]
    public async Task The_transfer_is_broken_and_what_came_is_no_whole_file(string format, bool gzip)
    {
        Exception? told = null;
        var arrived = new TaskCompletionSource();
        await using var api = await FakeApi.StartAsync(http =>
            File(format, gzip).AnswerAsync(http, (writer, flush, _) => BreakOffAsync(writer, flush, arrived.Task), e => told = e)
        );
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(api.Url), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        using var came = new MemoryStream();
        // A connection that is reset takes with it what was not read yet.
        byte[] first = new byte[Beginning];
        await body.ReadExactlyAsync(first);
        await came.WriteAsync(first);
        arrived.SetResult();
        Assert.That(() => body.CopyToAsync(came), Throws.InstanceOf<IOException>());
        Assert.That(told?.Message, Is.EqualTo("the connection died"));
        byte[] got = came.ToArray();
        // Every format that can tell its end is without it; rows of text are a beginning.
        if (gzip)
            Assert.That(() => Unpack(got), Throws.InstanceOf<InvalidDataException>());
        else if (format == "parquet")
            Assert.That(Encoding.ASCII.GetString(got[^4..]), Is.Not.EqualTo("PAR1"));
    }

    [TestCase("csv", false)]
    [TestCase("jsonl", true)]
    [TestCase("parquet", false)]
    public async Task The_command_line_keeps_nothing_of_it(string format, bool gzip)
    {
        string directory = Directory.CreateTempSubdirectory("audience-broken-").FullName;
        await using var api = await FakeApi.StartAsync(http =>
            File(format, gzip).AnswerAsync(http, (writer, flush, _) => BreakOffAsync(writer, flush, Task.CompletedTask), _ => { })
        );
        string path = Path.Combine(directory, "rows");
        await System.IO.File.WriteAllTextAsync(path, "what was there");
        int code = await CommandLine
            .Create()
            .Parse(["tasks", "download", new string('0', 32), "--format", format, "--url", api.Url, "--out", path])
            .InvokeAsync();
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(Directory.GetFiles(directory), Is.EqualTo([path]));
            Assert.That(System.IO.File.ReadAllText(path), Is.EqualTo("what was there"));
        });
        Directory.Delete(directory, recursive: true);
    }

    private static RowFile File(string format, bool gzip) => new("rows", ["id", "text"], FileFormats.Parse(format), gzip, Raw: false);

    private static async Task BreakOffAsync(RowWriter writer, Func<ByteBuffer, Task> flush, Task arrived)
    {
        var random = new Random(1);
        byte[] cell = new byte[16];
        for (int i = 0; i < Rows; i++)
        {
            writer.Begin();
            writer.Add(Encoding.UTF8.GetBytes($"{i}"));
            random.NextBytes(cell);
            writer.Add(Encoding.ASCII.GetBytes(Convert.ToHexString(cell)));
            writer.End();
            if (i % 5000 == 0)
                await flush(writer.Output);
        }
        await arrived.WaitAsync(TimeSpan.FromSeconds(30));
        throw new InvalidOperationException("the connection died");
    }

    // GZipStream takes a file without its end for a whole one; its trailer holds how long it was.
    private static void Unpack(byte[] packed)
    {
        using var file = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        file.CopyTo(plain);
        if (BitConverter.ToUInt32(packed.AsSpan()[^4..]) != (uint)plain.Length)
            throw new InvalidDataException("the file has no end");
    }
}
