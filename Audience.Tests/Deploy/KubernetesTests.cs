using System.Text.Json.Nodes;

namespace Audience.Tests.Deploy;

[Category("unit")]
internal sealed class KubernetesTests
{
    [Test]
    public void Kustomization_lists_every_file()
    {
        var expected = Manifests.Files.Keys.Except(["kustomization.yaml", "secret.example.yaml"]).Append("secret.yaml");

        Assert.That(Manifests.Files["kustomization.yaml"].Single().Texts("resources"), Is.EquivalentTo(expected));
    }

    [Test]
    public void Every_object_says_what_it_is()
    {
        foreach (JsonObject document in Manifests.Files.Values.SelectMany(documents => documents))
        {
            Assert.That(document.At("apiVersion"), Is.Not.Null);
            Assert.That(document.At("kind")?.ToString() == "Kustomization" || Manifests.Name(document).Length > 0);
        }
        Assert.That(Manifests.Deployments, Is.EqualTo(ComposeFile.Programs));
    }

    [Test]
    public void Settings_are_those_of_the_example_and_none_is_missing()
    {
        string[] given =
        [
            .. Manifests.Get("ConfigMap", "audience-settings").Names("data"),
            .. Manifests.Get("Secret", "audience-secrets").Names("stringData"),
        ];

        Assert.That(given, Is.Unique.And.SubsetOf(EnvExample.Settings.Keys));
        // What the compose file insists on must be given here as well.
        Assert.That(
            ComposeFile.Services["api"].Names("environment").Where(name => EnvExample.Settings[name] != "").Except(["URLS"]),
            Is.SubsetOf(given)
        );
        foreach (string name in Manifests.Deployments)
            Assert.That(Manifests.Container(name).Items("env").Select(e => e["name"]!.ToString()), Is.SubsetOf(EnvExample.Settings.Keys));
    }

    [Test]
    public void Values_in_the_settings_are_texts()
    {
        JsonObject data = Manifests.Get("ConfigMap", "audience-settings").At("data")!.AsObject();

        Assert.That(data.Select(d => d.Value!.GetValueKind()), Is.All.EqualTo(System.Text.Json.JsonValueKind.String));
    }

    [TestCaseSource(typeof(Manifests), nameof(Manifests.Deployments))]
    public void A_program_has_the_port_image_and_directories_of_the_compose_file(string name)
    {
        JsonNode container = Manifests.Container(name);
        var dockerfile = Dockerfile.Read($"deploy/{name}.Dockerfile");

        Assert.That(container.At("image")!.ToString(), Is.EqualTo(ComposeFile.Services[name].At("image")!.ToString()));
        Assert.That(container.Items("ports").Single().At("containerPort")!.ToString(), Is.EqualTo(dockerfile.Port));
        Assert.That(
            container.Items("env").Single(e => e["name"]!.ToString() == "URLS")["value"]!.ToString(),
            Is.EqualTo(dockerfile.Variables["URLS"])
        );
        Assert.That(
            container.Items("volumeMounts").Select(m => m["mountPath"]!.ToString()),
            Is.EquivalentTo([
                "/tmp",
                .. dockerfile.Variables.Where(v => v.Key.EndsWith("_DIR", StringComparison.Ordinal)).Select(v => v.Value),
            ])
        );
        Assert.That(
            Manifests.Get("Deployment", name).At("spec", "template", "metadata", "annotations", "prometheus.io/port")!.ToString(),
            Is.EqualTo(dockerfile.Port)
        );
    }

    [TestCaseSource(typeof(Manifests), nameof(Manifests.Deployments))]
    public void A_program_is_probed_and_has_no_rights(string name)
    {
        JsonNode container = Manifests.Container(name);

        Assert.That(container.At("livenessProbe", "httpGet", "path")!.ToString(), Is.EqualTo("/health/live"));
        Assert.That(container.At("readinessProbe", "httpGet", "path")!.ToString(), Is.EqualTo("/health/ready"));
        Assert.That(Manifests.Pod(name).At("securityContext", "runAsNonRoot")!.GetValue<bool>(), Is.True);
        Assert.That(container.At("securityContext", "readOnlyRootFilesystem")!.GetValue<bool>(), Is.True);
        Assert.That(container.At("securityContext", "allowPrivilegeEscalation")!.GetValue<bool>(), Is.False);
        Assert.That(container.Texts("securityContext", "capabilities", "drop"), Is.EqualTo(["ALL"]));
    }

    [TestCaseSource(typeof(Manifests), nameof(Manifests.Deployments))]
    public void What_a_program_refers_to_exists(string name)
    {
        JsonNode container = Manifests.Container(name);
        string?[] sources =
        [
            .. container.Items("envFrom").Select(e => (e.At("configMapRef", "name") ?? e.At("secretRef", "name"))?.ToString()),
        ];
        string[] volumes = [.. Manifests.Pod(name).Items("volumes").Select(v => v["name"]!.ToString())];

        // The console knows the API and nothing else: it gets no account of any server.
        Assert.That(sources, Is.EquivalentTo(name == "web" ? [] : (string[])["audience-settings", "audience-secrets"]));
        Assert.That(container.Items("volumeMounts").Select(m => m["name"]!.ToString()).Distinct(), Is.EquivalentTo(volumes));
        Assert.That(Manifests.OfKind("PersistentVolumeClaim").Select(Manifests.Name), Is.EqualTo(["audience-files"]));
    }

    [Test]
    public void Label_workers_scale_on_every_queue_that_they_serve()
    {
        JsonObject scaling = Manifests.OfKind("ScaledObject").Single();
        string target = scaling.At("spec", "scaleTargetRef", "name")!.ToString();
        string queues = Manifests.Get("ConfigMap", "audience-settings").At("data", "QUEUES")!.ToString();

        Assert.That(target, Is.EqualTo("label-worker"));
        Assert.That(Manifests.Get("Deployment", target).At("spec", "replicas"), Is.Null, "two would decide on the number");
        Assert.That(
            scaling.Items("spec", "triggers").Select(t => t.At("metadata", "queueName")!.ToString()),
            Is.EqualTo(queues.Split(','))
        );
        Assert.That(
            scaling.Items("spec", "triggers").Select(t => t.At("authenticationRef", "name")!.ToString()).Distinct(),
            Is.EqualTo(Manifests.OfKind("TriggerAuthentication").Select(Manifests.Name))
        );
    }

    [Test]
    public void Budgets_and_the_service_choose_pods_that_exist()
    {
        string[] apps = [.. Manifests.OfKind("Deployment").Select(d => d.At("spec", "template", "metadata", "labels", "app")!.ToString())];

        Assert.That(apps, Is.EquivalentTo(Manifests.Deployments));
        Assert.That(
            Manifests.OfKind("PodDisruptionBudget").Select(b => b.At("spec", "selector", "matchLabels", "app")!.ToString()),
            Is.EquivalentTo(apps)
        );
        Assert.That(Manifests.Get("Service", "api").At("spec", "selector", "app")!.ToString(), Is.EqualTo("api"));
    }
}
