using System.Text;
using Audience.Labeling;
using Audience.Labeling.Patterns;

namespace Audience.Tests.Labeling;

[Category("unit")]
public sealed class RuleDirectoryTests
{
    private string _root = "";

    [SetUp]
    public void CreateDirectory() => _root = Directory.CreateTempSubdirectory("audience-rules-").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_root, recursive: true);

    [Test]
    public void Reads_keywords_of_all_labels_in_ordinal_order()
    {
        Write("keyword_model/male/author_name.txt", "先生\tend\n\n  \nbro\n");
        Write("keyword_model/Female/author_name.txt", "娘\tpartially\r\n人妻\tABSOLUTELY\r\n");
        Assert.That(
            RuleDirectory.Read(_root, "keyword_model", "author_name"),
            Is.EqualTo("""{"Female":["娘",["人妻","exactly"]],"male":[["先生","end"],"bro"]}""")
        );
    }

    [Test]
    public void Reads_expressions_as_they_stand()
    {
        Write("rule_model/female/content.txt", "小妹我\n^\\d+\t\"x\" $ \n");
        string? json = RuleDirectory.Read(_root, "regex_model", "CONTENT");
        Assert.That(Labels.Of(LabelModels.FromPattern("rule_model", json!), "問小妹我"), Is.EqualTo(["female"]));
        Assert.That(json, Is.EqualTo("""{"female":["小妹我","^\\d+\t\"x\" $ "]}"""));
    }

    [Test]
    public void Skips_a_byte_order_mark()
    {
        string path = Write("keyword_model/a/title.txt", "");
        File.WriteAllText(path, "娘", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.That(RuleDirectory.Read(_root, "keyword_model", "title"), Is.EqualTo("""{"a":["娘"]}"""));
    }

    [TestCase("author_name", "author.txt")]
    [TestCase("author", "author_name.txt")]
    [TestCase("s_area_id", "s_area_id.txt")]
    public void Takes_the_file_of_the_predict_type(string predictType, string file)
    {
        Write($"keyword_model/a/{file}", "x");
        Assert.That(RuleDirectory.Read(_root, "KEYWORD_MODEL", predictType), Is.EqualTo("""{"a":["x"]}"""));
    }

    [Test]
    public void Prefers_author_name_to_author()
    {
        Write("keyword_model/a/author.txt", "old");
        Write("keyword_model/a/author_name.txt", "new");
        Assert.That(RuleDirectory.Read(_root, "keyword_model", "author"), Does.Contain("new").And.Not.Contain("old"));
    }

    [Test]
    public void Gives_nothing_where_no_label_has_a_rule()
    {
        Assert.That(RuleDirectory.Read(Path.Combine(_root, "absent"), "keyword_model", "title"), Is.Null);
        Write("keyword_model/a/content.txt", "x");
        Write("keyword_model/a/title.txt", " \n\n");
        Assert.That(RuleDirectory.Read(_root, "keyword_model", "title"), Is.Null);
        Assert.That(RuleDirectory.Read(_root, "rule_model", "content"), Is.Null);
    }

    [TestCase("ok\n娘\tmiddle\n", "line 2", "'middle'")]
    [TestCase("\n\n\tend\n", "line 3", "expected a keyword")]
    [TestCase("a\tend\tb\n", "line 1", "expected a keyword")]
    [TestCase("a\t\n", "line 1", "unknown match type")]
    public void Refuses_a_malformed_line(string lines, string where, string what)
    {
        string path = Write("keyword_model/a/content.txt", lines);
        Assert.That(
            () => RuleDirectory.Read(_root, "keyword_model", "content"),
            Throws.TypeOf<PatternException>().With.Message.Contains(path).And.Message.Contains(where).And.Message.Contains(what)
        );
    }

    [Test]
    public void Refuses_bytes_that_are_not_utf8()
    {
        string path = Write("rule_model/a/content.txt", "");
        File.WriteAllBytes(path, [(byte)'a', (byte)'\n', 0xA7, 0xDA]);
        Assert.That(
            () => RuleDirectory.Read(_root, "rule_model", "content"),
            Throws.TypeOf<PatternException>().With.Message.Contains("line 2").And.Message.Contains("UTF-8")
        );
    }

    [Test]
    public void Refuses_a_predict_type_that_is_none()
    {
        Write("keyword_model/a/content.txt", "x");
        Assert.That(() => RuleDirectory.Read(_root, "keyword_model", "../content"), Throws.TypeOf<PatternException>());
    }

    [Test]
    public void A_link_to_nothing_is_named()
    {
        Write("keyword_model/a/content.txt", "x");
        string link = Path.Combine(_root, "keyword_model", "a", "title.txt");
        File.CreateSymbolicLink(link, Path.Combine(_root, "nowhere.txt"));
        Assert.That(RuleDirectory.Read(_root, "keyword_model", "content"), Is.EqualTo("""{"a":["x"]}"""));
        Assert.That(
            () => RuleDirectory.Read(_root, "keyword_model", "title"),
            Throws.TypeOf<PatternException>().With.Message.StartsWith($"{link} is a link to ").And.Message.Contains("nowhere.txt")
        );
        File.Delete(link);
        File.CreateSymbolicLink(link, Path.Combine(_root, "keyword_model", "a", "content.txt"));
        Assert.That(RuleDirectory.Read(_root, "keyword_model", "title"), Is.EqualTo("""{"a":["x"]}"""));
        File.CreateSymbolicLink(Path.Combine(_root, "keyword_model", "b"), Path.Combine(_root, "nowhere"));
        Assert.That(
            () => RuleDirectory.Read(_root, "keyword_model", "content"),
            Throws.TypeOf<PatternException>().With.Message.Contains("keyword_model/b is a link")
        );
    }

    [Test]
    public void A_file_that_cannot_be_read_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_root, "keyword_model", "a", "title.txt"));
        Assert.That(
            () => RuleDirectory.Read(_root, "keyword_model", "title"),
            Throws.TypeOf<PatternException>().With.Message.Contains("title.txt cannot be read")
        );
    }

    [Test]
    public void Dot_directories_are_no_labels()
    {
        Write("keyword_model/.ipynb_checkpoints/content.txt", "y");
        Write("keyword_model/a/content.txt", "x");
        Assert.That(RuleDirectory.Read(_root, "keyword_model", "content"), Is.EqualTo("""{"a":["x"]}"""));
    }

    private string Write(string file, string text)
    {
        string path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
