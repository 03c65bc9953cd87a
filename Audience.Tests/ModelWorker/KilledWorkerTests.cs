namespace Audience.Tests.ModelWorker;

/// <summary>
/// A model worker that is killed while it fits a model: another one takes the work up, and nothing of the first attempt is left.
/// </summary>
[Category("faults"), NonParallelizable]
internal sealed class KilledWorkerTests
{
    [Test]
    public async Task A_model_is_made_all_the_same_by_another_worker()
    {
        await using var input = await TestDatabase.CreateAsync();
        await using var output = await TestDatabase.CreateAsync();
        await using var data = await FrontendData.CreateAsync();
        await data.AddJobAsync(1, false, "supervise_model", MadeDocuments.Labels);
        await data.AddDocumentsAsync(1, "train", MadeDocuments.Noise(8_000));
        await data.AddDocumentsAsync(1, "dev", MadeDocuments.Single(20, 2));
        await data.AddDocumentsAsync(1, "test", MadeDocuments.Single(20, 3));
        await using var system = await HostProcesses.StartAsync(input, output, "Audience.ModelWorker.dll", 1);

        string id = await system.Http.PrepareAsync(data.Body(1, 1, "LOGISTIC_REGRESSION_MODEL"));
        await system.Http.WaitForModelAsync(id, m => m.GetProperty("progress").GetDouble() > 0);
        system.All[1].Kill();
        await using var other = await HostProcesses.StartAsync(input, output, "Audience.ModelWorker.dll", 1);
        var model = await system.Http.WaitForModelAsync(id);

        Assert.That(model.Text("training_status"), Is.EqualTo("finished"), model.ToString());
        Assert.That((await system.Http.ReportsAsync(id)).Keys, Is.EquivalentTo(["dev", "test"]));
        Assert.That(await output.ScalarAsync<long>("SELECT attempts FROM model_work"), Is.EqualTo(2));
        Assert.That(await output.ScalarAsync<long>("SELECT COUNT(*) FROM model_artefact"), Is.EqualTo(1));
    }
}
