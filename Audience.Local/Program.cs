using System.CommandLine;
using Audience.Hosting.Settings;
using Audience.Local;
using Audience.Local.Audiences;
using Audience.Local.Datasets;
using Audience.Local.Demo;
using Audience.Local.Import;
using Audience.Local.Labels;
using Audience.Local.Models;
using Audience.Local.Rules;
using Audience.Local.Schedules;
using Audience.Local.Tasks;

var root = new RootCommand("Audience in one process: a demo, a server for one machine, and a command line for any.")
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
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (SettingsException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
