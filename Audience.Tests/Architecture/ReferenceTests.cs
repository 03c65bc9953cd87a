using System.Reflection;
using NetArchTest.Rules;

namespace Audience.Tests.Architecture;

/// <summary>Who may know whom: docs/architecture.md draws it, this holds it.</summary>
[Category("unit")]
internal sealed class ReferenceTests
{
    private static readonly string[] s_bus = ["MassTransit", "RabbitMQ"],
        s_sql = ["Dapper", "MySqlConnector", "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore", "System.Data"],
        s_web = ["Microsoft.AspNetCore"];

    private static readonly string[] s_all =
    [
        "Contracts",
        "Labeling",
        "Training",
        "Data",
        "Jobs",
        "Hosting",
        "Api",
        "LabelWorker",
        "ModelWorker",
        "Client",
        "Samples",
        "Web",
        "Local",
        "Testing",
    ];

    [TestCase("Contracts", "")]
    [TestCase("Labeling", "")]
    [TestCase("Training", "Labeling")]
    [TestCase("Data", "Contracts Labeling")]
    [TestCase("Jobs", "Contracts Labeling Data")]
    [TestCase("Hosting", "Contracts Labeling Data Jobs")]
    [TestCase("Api", "Contracts Labeling Data Jobs Hosting")]
    [TestCase("LabelWorker", "Contracts Labeling Data Jobs Hosting")]
    [TestCase("ModelWorker", "Contracts Labeling Training Data Jobs Hosting")]
    [TestCase("Client", "")]
    [TestCase("Samples", "")]
    [TestCase("Web", "Client")]
    [TestCase("Local", "Contracts Labeling Training Data Jobs Hosting Api LabelWorker ModelWorker Client Samples Web")]
    [TestCase("Testing", "Samples")]
    public void A_project_uses_those_below_it_alone(string project, string below)
    {
        string[] others = [.. s_all.Except([project, .. below.Split(' ')]).Select(other => "Audience." + other)];
        AssertNone(project, others);
    }

    [Test]
    public void Labelling_and_learning_know_no_bus_no_database_and_no_web([Values("Labeling", "Training")] string project) =>
        AssertNone(project, [.. s_bus, .. s_sql, .. s_web]);

    [Test]
    public void Storage_knows_no_bus_and_no_web() => AssertNone("Data", [.. s_bus, .. s_web]);

    [Test]
    public void Jobs_know_no_web() => AssertNone("Jobs", s_web);

    private static void AssertNone(string project, string[] names)
    {
        var types = Types.InAssembly(Assembly.Load("Audience." + project));
        var failing = types.ShouldNot().HaveDependencyOnAny(names).GetResult().FailingTypeNames ?? [];
        Assert.That(types.GetTypes(), Is.Not.Empty);
        Assert.That(failing, Is.Empty, $"Audience.{project} must not use {string.Join(", ", names)}");
    }
}
