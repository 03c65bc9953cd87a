using System.CommandLine;
using Audience.Hosting.Settings;
using Audience.Local;
using Audience.Local.Demo;

var root = new RootCommand("Audience in one process: a demo, or a server for one machine.") { DemoCommand.Create(), ServeCommand.Create(), OpenApiCommand.Create() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (SettingsException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
