using System.Text;
using Audience.Data.Files;

namespace Audience.Tests.Data.Files;

/// <summary>Parquet files of more than one row group, which are written while the next group is gathered.</summary>
[Category("unit")]
internal sealed class ParquetSinkTests
{
    private const int Rows = 250_000;
    private static readonly string[] s_columns = ["id", "text"];

    [Test]
    public async Task Every_row_of_several_groups_comes_back_in_its_place()
    {
        string path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path))
                await WriteAsync(file);
            Assert.That(await ReadAsync(path), Is.EqualTo(Enumerable.Range(0, Rows).Select(Row)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void A_group_that_cannot_be_written_fails_the_file()
    {
        var full = Assert.ThrowsAsync<IOException>(() => WriteAsync(new FullDisk()));
        Assert.That(full.Message, Does.Contain("No space left"));
    }

    private static (string Id, string? Text) Row(int i) =>
        (
            $"{i}",
            i % 3 == 0 ? null
            : i % 1000 == 1 ? new string('字', i / 10)
            : $"𠀀é{i % 7}"
        );

    private static async Task WriteAsync(Stream to)
    {
        await using var sink = await ParquetSink.CreateAsync(s_columns, to, default);
        var writer = new PackedWriter(s_columns);
        for (int i = 0; i < Rows; i++)
        {
            var (id, text) = Row(i);
            writer.Begin();
            writer.Add(Encoding.UTF8.GetBytes(id));
            if (text is null)
                writer.AddNull();
            else
                writer.Add(Encoding.UTF8.GetBytes(text));
            writer.End();
            if (i % 1000 < 999)
                continue;
            await sink.WriteAsync(writer.Output, default);
            writer.Output.Clear();
        }
    }

    private static async Task<List<(string, string?)>> ReadAsync(string path)
    {
        await using var file = await TableFile.OpenAsync(path, new TableFileOptions { Format = FileFormat.Parquet }, default);
        var (parser, block) = (file.CreateParser(), new Block());
        List<(string, string?)> rows = [];
        while (await file.ReadAsync(block, default))
        {
            parser.Start(block);
            while (parser.Next())
                rows.Add((Encoding.UTF8.GetString(parser[0]), parser.IsNull(1) ? null : Encoding.UTF8.GetString(parser[1])));
        }
        return rows;
    }

    private sealed class FullDisk : MemoryStream
    {
        public override bool CanSeek => false;

        public override void Write(byte[] buffer, int offset, int count) => Fill(count);

        public override void Write(ReadOnlySpan<byte> buffer) => Fill(buffer.Length);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Fill(count);
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Fill(buffer.Length);
            return ValueTask.CompletedTask;
        }

        private int _room = 4096;

        private void Fill(int count)
        {
            if ((_room -= count) < 0)
                throw new IOException("No space left on device");
        }
    }
}
