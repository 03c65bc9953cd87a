using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Benchmarks.EndToEnd;
using Audience.Samples;

namespace Audience.Benchmarks.Files;

/// <summary>Files of posts and of Latin names, and the 3,600 keywords of <see cref="BenchKeywords"/> as a PATTERN and as lines.</summary>
internal sealed class FilesSource(string directory, int posts)
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where they are.</summary>
    public string Directory => directory;

    /// <summary>Posts in each file.</summary>
    public int Posts => posts;

    /// <summary>The command line of this build.</summary>
    public static string Local { get; } = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "Audience.Local.dll")}'";

    /// <summary>Writes all of them.</summary>
    public void Write()
    {
        WritePosts("posts.csv");
        using (var names = Open("names.csv"))
        {
            names.WriteLine("id,author");
            int author = 0;
            for (int i = 0; i < posts; i++, author++)
            {
                // Names in Chinese are passed over.
                while (!Ascii.IsValid(PostMaker.AuthorName(author)))
                    author++;
                names.WriteLine($"{i},{BenchKeywords.Plant(PostMaker.AuthorName(author), i)}");
            }
        }
        File.WriteAllText(Path.Combine(directory, "rules.json"), JsonSerializer.Serialize(BenchKeywords.ByLabel, s_json));
        File.WriteAllLines(Path.Combine(directory, "keywords.txt"), BenchKeywords.ByLabel.Values.SelectMany(k => k));
    }

    /// <summary>Writes the posts alone.</summary>
    public void WritePosts(string name)
    {
        using var file = Open(name);
        file.WriteLine("id,s_id,author,title,content,post_time");
        foreach (var post in BenchSource.Posts(posts))
            file.WriteLine(
                string.Join(
                    ',',
                    [
                        post.Id,
                        post.SourceId,
                        Quote(post.Author),
                        Quote(post.Title),
                        Quote(post.Content),
                        $"{post.PostTime:yyyy-MM-dd HH:mm:ss}",
                    ]
                )
            );
    }

    private StreamWriter Open(string name) => new(Path.Combine(directory, name), false, new UTF8Encoding(false), 1 << 20);

    private static string? Quote(string? cell) =>
        cell is not null && cell.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
