using Audience.Hosting;
using Audience.Hosting.Bus;
using Audience.LabelWorker;

return await ServiceHost.RunAsync(
    args,
    "Audience's label worker; run as many as you like.",
    "http://127.0.0.1:8001",
    (services, settings, _) => services.AddLabelWorker(settings).AddAudienceBus(settings, LabelWorkerRole.Bus()),
    _ => { }
);
