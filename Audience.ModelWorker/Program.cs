using Audience.Hosting;
using Audience.Hosting.Bus;
using Audience.ModelWorker;

return await ServiceHost.RunAsync(
    args,
    "Audience's model worker; run as many as you like.",
    "http://127.0.0.1:8002",
    (services, settings, _) => services.AddModelWorker(settings).AddAudienceBus(settings, ModelWorkerRole.Bus()),
    _ => { }
);
