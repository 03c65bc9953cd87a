using System.CommandLine;
using Audience.Benchmarks.Api;
using Audience.Benchmarks.Audiences;
using Audience.Benchmarks.Callbacks;
using Audience.Benchmarks.Comparisons;
using Audience.Benchmarks.EndToEnd;
using Audience.Benchmarks.Files;
using Audience.Benchmarks.Idle;
using Audience.Benchmarks.Isolation;
using Audience.Benchmarks.Match;
using Audience.Benchmarks.Models;
using Audience.Benchmarks.Nightly;
using Audience.Benchmarks.Previews;
using Audience.Benchmarks.Production;
using Audience.Benchmarks.Rules;
using Audience.Benchmarks.Stages;
using Audience.Benchmarks.Web;

var root = new RootCommand("Audience's benchmarks: each compares with something, in turns, in one run.")
{
    EndToEndCommand.Create(),
    FirstTaskCommand.Create(),
    GrowthCommand.Create(),
    IsolationCommand.Create(),
    TimeLeftCommand.Create(),
    WorkersCommand.Create(),
    IdleCommand.Create(),
    FramesCommand.Create(),
    ApiCommand.Create(),
    MatchCommand.Create(),
    RulesCommand.Create(),
    ModelsCommand.Create(),
    SuspectsCommand.Create(),
    NextCommand.Create(),
    ProductionCommand.Create(),
    WebCommand.Create(),
    AudiencesCommand.Create(),
    NightlyCommand.Create(),
    ComparisonsCommand.Create(),
    PreviewsCommand.Create(),
    FilesCommand.Create(),
    CallbacksCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
