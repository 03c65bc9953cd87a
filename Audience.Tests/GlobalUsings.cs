global using Audience.Testing.Schedules;
global using NUnit.Framework;
