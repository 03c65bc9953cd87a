using Audience.Api.Tasks.Explain;
using Audience.Data.Tasks;
using Audience.Labeling;
using Audience.Labeling.Folding;
using Microsoft.Extensions.Time.Testing;

namespace Audience.Tests.Api.Explain;

[Category("unit"), Parallelizable]
internal sealed class ExplainerCacheTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void One_is_used_again_and_by_one_caller_at_a_time()
    {
        using var cache = new ExplainerCache(_time);
        var explainer = Explainer();
        cache.Return(Parts("a"), explainer);
        Assert.That(cache.Take(Parts("b")), Is.Null);
        Assert.That(cache.Take(Parts("a", "width")), Is.Null);
        Assert.That(cache.Take(Parts("a")), Is.SameAs(explainer));
        Assert.That(cache.Take(Parts("a")), Is.Null);
    }

    [Test]
    public async Task It_is_let_go_when_nobody_asks_for_two_minutes()
    {
        using var cache = new ExplainerCache(_time);
        cache.Return(Parts("a"), Explainer());
        _time.Advance(TimeSpan.FromMinutes(2));
        // Evicted on a thread of the cache's own, nobody having asked.
        await Eventually.GetAsync(() => Task.FromResult(cache.Idle), idle => idle == 0, TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task No_more_than_two_are_kept()
    {
        using var cache = new ExplainerCache(_time);
        foreach (string name in (string[])["a", "b", "c", "d"])
            cache.Return(Parts(name), Explainer());
        await Eventually.GetAsync(() => Task.FromResult(cache.Idle), idle => idle <= 2, TimeSpan.FromSeconds(30));
    }

    private static TaskModelParts Parts(string keyword, params string[] fold) =>
        new("keyword_model", $$"""{"x":["{{keyword}}"]}""", fold, []);

    private static TextExplainer Explainer() => new([LabelModels.FromPattern("keyword_model", """{"x":["a"]}""", TextFolds.None)]);
}
