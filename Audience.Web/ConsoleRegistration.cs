using System.Text.Encodings.Web;
using System.Text.Unicode;
using Audience.Web.Access;
using Audience.Web.Audiences;
using Audience.Web.Audit;
using Audience.Web.Comparisons;
using Audience.Web.DataSets;
using Audience.Web.Definitions;
using Audience.Web.Models;
using Audience.Web.Previews;
using Audience.Web.Problems;
using Audience.Web.Reviews;
using Audience.Web.Schedules;
using Audience.Web.Serving;
using Audience.Web.Tasks;
using Audience.Web.Workers;
using Microsoft.AspNetCore.DataProtection;

namespace Audience.Web;

/// <summary>The console, in a process of its own or in that of the API: everything of it is below <c>/console/</c>.</summary>
public static class ConsoleRegistration
{
    /// <summary>Where it is.</summary>
    public const string Path = "/console";

    // Characters: rules by the hundred thousand are pasted into one field.
    private const int MaxField = 16_000_000;

    /// <summary>Adds its services.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="address">Where the API is.</param>
    /// <param name="keysDirectory">Where the keys are kept that encrypt cookies; all console processes must see the same.</param>
    public static IServiceCollection AddConsole(this IServiceCollection services, Func<IServiceProvider, Uri> address, string keysDirectory)
    {
        services.AddRazorComponents();
        // Chinese is written as it is, not as numbers.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName("Audience.Web").PersistKeysToFileSystem(Directory.CreateDirectory(keysDirectory));
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "audience_form";
            o.Cookie.Path = Path;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<KeyCookie>().AddSingleton<Visits>();
        services.AddSingleton(p => new ConsoleApi(() => address(p)));
        return services;
    }

    /// <summary>Adds its pages; <c>/</c> leads to them.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.UseConsoleAssets();
        app.MapGet("/", () => Results.Redirect(Path + "/tasks")).ExcludeFromDescription();
        var console = app.MapGroup(Path)
            .ExcludeFromDescription()
            .WithFormOptions(valueLengthLimit: MaxField)
            .AddEndpointFilter(ConsoleFilter.InvokeAsync);
        console.MapGet("/", () => Results.Redirect(Path + "/tasks"));
        console.MapSignIn();
        console.MapChoices();
        console.MapTaskPages();
        console.MapTaskActions();
        console.MapTaskDownloads();
        console.MapComparisons();
        console.MapNewTask();
        console.MapPreviews();
        console.MapSuggestions();
        console.MapItems();
        console.MapRuleSets();
        console.MapTaskEvents();
        console.MapWorkers();
        console.MapAudit();
        console.MapDataSets();
        console.MapDataSetActions();
        console.MapReviews();
        console.MapReviewActions();
        console.MapAudiences();
        console.MapAudienceActions();
        console.MapSchedules();
        console.MapScheduleActions();
        console.MapModels();
        console.MapModelImports();
        console.MapPrepare();
        console.MapModelActions();
    }
}
