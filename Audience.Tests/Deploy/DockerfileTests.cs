namespace Audience.Tests.Deploy;

[Category("unit")]
internal sealed class DockerfileTests
{
    private static readonly string[] s_files =
    [
        .. Directory.GetFiles(Repository.PathOf("deploy"), "*.Dockerfile").Select(file => "deploy/" + Path.GetFileName(file)).Order(),
    ];

    [Test]
    public void Each_is_used_by_a_service_of_the_compose_file()
    {
        Assert.That(
            ComposeFile.Services.Values.Select(s => s.At("build", "dockerfile")?.ToString()).OfType<string>(),
            Is.EquivalentTo(s_files)
        );
    }

    [TestCaseSource(nameof(s_files))]
    public void It_runs_the_assembly_of_the_project_that_it_publishes(string file)
    {
        var dockerfile = Dockerfile.Read(file);
        string dll = dockerfile.Project + ".dll";

        Assert.That(File.Exists(Repository.PathOf(dockerfile.Project, dockerfile.Project + ".csproj")), Is.True);
        Assert.That(Repository.Read(dockerfile.Project, dockerfile.Project + ".csproj"), Does.Not.Contain("AssemblyName"));
        Assert.That(dockerfile.EntryPoint, Is.EqualTo(["dotnet", dll]));
        Assert.That(dockerfile.HealthCheck, Is.EqualTo(["dotnet", dll, "health"]));
    }

    [TestCaseSource(nameof(s_files))]
    public void It_does_not_run_as_root_and_listens_where_it_says(string file)
    {
        var dockerfile = Dockerfile.Read(file);

        Assert.That(dockerfile.User, Is.EqualTo("$APP_UID"));
        Assert.That(dockerfile.Variables["URLS"], Is.EqualTo("http://+:" + dockerfile.Port));
        Assert.That(dockerfile.Variables.Keys, Is.SubsetOf(EnvExample.Settings.Keys));
    }

    [Test]
    public void Ports_are_those_of_the_documentation()
    {
        Assert.That(s_files.Select(file => Dockerfile.Read(file).Port), Is.EqualTo(["8000", "8001", "8002", "8003"]));
    }

    [Test]
    public void What_images_leave_out_is_nothing_that_they_run()
    {
        string[] left = Repository.Read(".dockerignore").Split('\n');

        foreach (string file in s_files)
            Assert.That(left, Does.Not.Contain(Dockerfile.Read(file).Project));
        Assert.That(left, Does.Contain(".env").And.Contain(".git"));
    }
}
