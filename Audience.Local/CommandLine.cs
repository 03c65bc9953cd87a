using System.CommandLine;
using Audience.Local.Audiences;
using Audience.Local.Completion;
using Audience.Local.Datasets;
using Audience.Local.Demo;
using Audience.Local.Import;
using Audience.Local.Labels;
using Audience.Local.Models;
using Audience.Local.Rules;
using Audience.Local.Schedules;
using Audience.Local.Tasks;

namespace Audience.Local;

/// <summary>All commands.</summary>
internal static class CommandLine
{
    /// <summary>Makes the command that has all others.</summary>
    public static RootCommand Create() =>
        new("Audience in one process: a demo, a server for one machine, and a command line for any.")
        {
            DemoCommand.Create(),
            ServeCommand.Create(),
            OpenApiCommand.Create(),
            TasksCommand.Create(),
            ModelsCommand.Create(),
            DatasetsCommand.Create(),
            AudiencesCommand.Create(),
            SchedulesCommand.Create(),
            RulesCommand.Create(),
            LabelCommand.Create(),
            ImportCommand.Create(),
            CompletionCommand.Create(),
        };
}
