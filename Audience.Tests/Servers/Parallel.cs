// Fixtures run side by side, as most of their time goes to waiting for servers: each has schemas and a virtual host of its own. Those that
// change what is shared, or strike at the system while time is measured, say NonParallelizable.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
