using Audience.Data.Models;
using Audience.Labeling.Prepared;

namespace Audience.Tests.Data.Models;

/// <summary>Which version of a model is the latest.</summary>
[Category("database")]
internal sealed class ModelTableTests : OutputTest
{
    private const long Job = 7;

    [Test]
    public async Task A_preparation_that_ends_another_is_the_later_one_whatever_the_clock_says()
    {
        var models = new ModelTable(Output);
        string first = new('f', 32),
            second = new('0', 32);
        Assert.That(await models.InsertAsync(Model(first), new(2020, 1, 1), default), Is.Empty);
        // As if the second had begun before the first and waited for it.
        await Schema.ExecuteAsync("UPDATE model_status SET created = created + 60000");
        Assert.That(await models.InsertAsync(Model(second), new(2020, 1, 1), default), Is.EqualTo([first]));
        Assert.That((await models.FindAsync(new ModelId(Job, null), default))!.TaskId, Is.EqualTo(second));
    }

    private static ModelDefinition Model(string taskId) =>
        new()
        {
            TaskId = taskId,
            JobId = Job,
            Kind = ModelKind.Keyword,
            Feature = "CONTENT",
            ModelPath = "7_keyword_model",
            Queue = "queue1",
            DatasetDb = "frontend",
            DatasetNo = 1,
        };
}
