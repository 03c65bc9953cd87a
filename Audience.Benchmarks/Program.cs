using System.CommandLine;
using Audience.Benchmarks.EndToEnd;

var root = new RootCommand("Audience's benchmarks: each compares with something, in turns, in one run.") { EndToEndCommand.Create() };
return await root.Parse(args).InvokeAsync();
