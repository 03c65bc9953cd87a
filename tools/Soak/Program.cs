using System.CommandLine;
using Audience.Soak;

return await new RootCommand("Lets faults strike the whole system while it works, and looks whether anything is lost.")
{
    SoakCommand.Create(),
}
    .Parse(args)
    .InvokeAsync();
