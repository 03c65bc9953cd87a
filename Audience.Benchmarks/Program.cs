using System.CommandLine;
using Audience.Benchmarks.Match;
using Audience.Benchmarks.Rules;

RootCommand root = new("Measures how fast Audience works.") { MatchCommand.Create(), RulesCommand.Create() };
return root.Parse(args).Invoke();
