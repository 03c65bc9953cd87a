using System.CommandLine;
using Audience.Hosting.Settings;
using Audience.Local;

try
{
    return await CommandLine.Create().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (SettingsException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
