using System.CommandLine;
using Audience.Client;

namespace Audience.Local.Models;

/// <summary><c>models import FILE</c>: a model that was downloaded elsewhere, or a CSV of terms.</summary>
internal static class ModelImportCommand
{
    public static Command Create()
    {
        var path = new Argument<FileInfo>("file")
        {
            Description = "An archive that models download wrote, or a CSV of label, term, weight.",
        };
        var job = new Option<int>("--job") { Description = "Its MODEL_JOB_ID; a model that has it is replaced.", Required = true };
        var predict = new Option<string>("--predict-type")
        {
            Description = "AUTHOR, CONTENT or TITLE.",
            DefaultValueFactory = _ => "CONTENT",
        };
        var name = new Option<string?>("--name") { Description = "Its name; default made of the job and the file's name." };
        predict.AcceptOnlyFromAmong("AUTHOR", "CONTENT", "TITLE");
        var command = new Command("import", "Bring a model here.") { path.AcceptExistingOnly(), job, predict, name };
        command.SetAction(
            (parsed, token) =>
                ModelsCommand.RunAsync(
                    parsed,
                    async (_, api, view) =>
                    {
                        var file = parsed.GetValue(path)!;
                        await using var bytes = file.OpenRead();
                        return view.Started(
                            await api.ImportModelAsync(
                                new FileParameter(bytes, file.Name),
                                parsed.GetValue(job),
                                parsed.GetValue(predict),
                                parsed.GetValue(name) ?? $"{parsed.GetValue(job)}_{Path.GetFileNameWithoutExtension(file.Name)}",
                                token
                            )
                        );
                    }
                )
        );
        return command;
    }
}
