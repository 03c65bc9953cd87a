using System.ComponentModel;
using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;

namespace Audience.Local;

/// <summary>Says where the console of a host is.</summary>
internal static class ConsoleAddress
{
    /// <summary>Prints one line, and opens a browser there where that is wanted.</summary>
    public static void Tell(WebApplication app, bool open)
    {
        var console = new Uri(app.Services.GetRequiredService<IServer>().Address(), "/console/");
        Console.WriteLine($"Console: {console}");
        if (!open)
            return;
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(console.ToString()) { UseShellExecute = true });
        }
        catch (Win32Exception e)
        {
            Console.Error.WriteLine($"No browser can be opened: {e.Message}. Open the address yourself.");
        }
    }
}
