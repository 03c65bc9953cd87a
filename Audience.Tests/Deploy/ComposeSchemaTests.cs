using NJsonSchema;

namespace Audience.Tests.Deploy;

/// <summary>Holds the compose file against the Compose Specification's own schema.</summary>
[Category("unit")]
internal sealed class ComposeSchemaTests
{
    private JsonSchema _schema;

    [OneTimeSetUp]
    public async Task ReadSchemaAsync() =>
        _schema = await JsonSchema.FromJsonAsync(Repository.Read("Audience.Tests", "Deploy", "compose-spec.json"));

    [Test]
    public void The_file_keeps_to_the_specification()
    {
        Assert.That(Problems(ComposeFile.Text), Is.Empty);
    }

    [TestCase("container_name: [a]", TestName = "A wrong type is found")]
    [TestCase("no_such_key: 1", TestName = "An unknown key is found")]
    [TestCase("depends_on: { b: { condition: sometimes } }", TestName = "An unknown condition is found")]
    public void The_schema_does_find_mistakes(string line)
    {
        Assert.That(Problems($"services:\n  a:\n    image: a\n    {line}\n"), Is.Not.Empty);
    }

    private IEnumerable<string> Problems(string yaml) =>
        _schema.Validate(Yaml.ReadAll(yaml).Single().ToJsonString()).Select(problem => problem.ToString());
}
