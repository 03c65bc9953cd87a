global using Audience.Testing.Reference;
global using Audience.Testing.Schedules;
global using NUnit.Framework;
