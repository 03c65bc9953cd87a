using CsCheck;

namespace Audience.Tests.Fuzz;

/// <summary>What is called: a line for each endpoint.</summary>
/// <param name="ids">Ids that callers may send: known and made-up ones.</param>
internal sealed class FuzzEndpoints(Gen<string> ids)
{
    private static readonly Gen<string?> ContentType = Gen.Frequency(
        (12, Gen.OneOf<string?>("application/json")),
        (3, Gen.OneOf((string?)null)),
        (
            1,
            Gen.OneOf<string?>(
                "application/json; charset=utf-16",
                "text/json",
                "application/problem+json;charset=\"x",
                "text/plain",
                "multipart/form-data; boundary=a",
                "application/jsonx",
                "json"
            )
        )
    );

    /// <summary>A request to any of them.</summary>
    public Gen<FuzzRequest> Any =>
        Gen.Frequency(
            (12, Post("/tasks/", FuzzBodies.Task)),
            (10, Post("/tasks/", FuzzBodies.RuleTask)),
            (2, Post("/tasks/abort/", FuzzBodies.Id(ids))),
            (2, Post("/tasks/resume/", FuzzBodies.Id(ids))),
            (2, Post("/tasks/delete/", FuzzBodies.Id(ids))),
            (2, Post("/tasks/dump/", FuzzBodies.Dump(ids))),
            (1, Post("/tasks/compare/", FuzzBodies.Comparison(ids))),
            (1, Get("/tasks/compare/{0}/", ids)),
            (2, Get("/tasks/{0}", ids)),
            (2, Get("/tasks/{0}/sample/", ids)),
            (1, Get("/tasks/{0}/chunks/?stretches={1}", ids, FuzzTexts.Nasty)),
            (2, Get("/tasks/?limit={0}&stat={1}&before={2}", FuzzTexts.Nasty, FuzzTexts.Time)),
            (1, Get("/tasks/?{0}={1}", FuzzTexts.Nasty)),
            (1, Get("/tasks/dump/{0}", ids)),
            (1, Get("/tasks/dump/{0}/{1}", ids, FuzzTexts.Nasty)),
            (5, Post("/models/prepare/", FuzzBodies.Model)),
            (2, Post("/models/test/", FuzzBodies.Model)),
            (2, Post("/models/abort/", FuzzBodies.ModelId(ids))),
            (2, Delete("/models/delete/", FuzzBodies.ModelId(ids))),
            (2, Post("/models/5/term_weight/update", FuzzBodies.Term)),
            (1, Post("/models/import/", FuzzBodies.Model)),
            (1, Get("/models/?limit={0}&training_status={1}", FuzzTexts.Nasty)),
            (2, Post("/models/term_weight/update", FuzzBodies.Term)),
            (2, Post("/documents/0123456789abcdef0123456789abcdef/add", FuzzBodies.DataSet)),
            (2, Post("/documents/0123456789abcdef0123456789abcdef/dataset/add", FuzzBodies.Document)),
            (2, Post("/documents/0123456789abcdef0123456789abcdef/rules/add", FuzzBodies.DataSetRule)),
            (1, Post("/documents/0123456789abcdef0123456789abcdef/upload", FuzzBodies.Document)),
            (1, Get("/documents/{0}/dataset?limit={1}", ids, FuzzTexts.Nasty)),
            (1, Get("/documents/0123456789abcdef0123456789abcdef/dataset?search={0}&label={0}", FuzzTexts.Nasty)),
            (1, Get("/models/{0}", ids)),
            (1, Get("/models/{0}/report/", ids)),
            (1, Get("/models/{0}/votes/", ids)),
            (1, Get("/models/{0}/term_weight/download", ids)),
            (1, Get("/models/download_details/{0}/{1}", ids, FuzzTexts.Nasty)),
            (1, Get("/{0}/{1}", FuzzTexts.Nasty))
        );

    private static Gen<FuzzRequest> Post(string path, Gen<string> json) => Send(HttpMethod.Post, path, json);

    private static Gen<FuzzRequest> Delete(string path, Gen<string> json) => Send(HttpMethod.Delete, path, json);

    private static Gen<FuzzRequest> Send(HttpMethod method, string path, Gen<string> json) =>
        Gen.Select(FuzzBodies.Bytes(json), ContentType, (body, type) => new FuzzRequest(method, path, body, type));

    // Each {n} is one of the texts, escaped as callers should; a path that is not is the server's own affair.
    private static Gen<FuzzRequest> Get(string path, params Gen<string>[] texts) =>
        Gen.OneOf([.. texts])
            .Array[3]
            .Select(t => new FuzzRequest(HttpMethod.Get, string.Format(null, path, [.. t.Select(Uri.EscapeDataString)])))
            .Where(r => r.Path.Length < 60_000);
}
