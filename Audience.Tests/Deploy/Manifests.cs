using System.Text.Json.Nodes;

namespace Audience.Tests.Deploy;

/// <summary>The Kubernetes manifests.</summary>
internal static class Manifests
{
    /// <summary>The files, kustomization.yaml included.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Files { get; } =
        Directory
            .GetFiles(Repository.PathOf("deploy", "kubernetes"), "*.yaml")
            .ToDictionary(file => Path.GetFileName(file), file => Yaml.ReadAll(File.ReadAllText(file)));

    /// <summary>The names of all Deployments.</summary>
    public static IEnumerable<string> Deployments => OfKind("Deployment").Select(Name).Order();

    /// <summary>All objects of a kind.</summary>
    public static IEnumerable<JsonObject> OfKind(string kind) =>
        Files.Values.SelectMany(documents => documents).Where(document => document.At("kind")?.ToString() == kind);

    /// <summary>The one object of a kind with a name.</summary>
    public static JsonObject Get(string kind, string name) => OfKind(kind).Single(document => Name(document) == name);

    /// <summary>The pod of a Deployment.</summary>
    public static JsonNode Pod(string deployment) => Get("Deployment", deployment).At("spec", "template", "spec")!;

    /// <summary>The one container of a Deployment's pod.</summary>
    public static JsonNode Container(string deployment) => Pod(deployment).Items("containers").Single();

    /// <summary>The name of an object.</summary>
    public static string Name(JsonNode document) => document.At("metadata", "name")!.ToString();
}
