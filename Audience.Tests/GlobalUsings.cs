global using Audience.Faults.Runs;
global using NUnit.Framework;
