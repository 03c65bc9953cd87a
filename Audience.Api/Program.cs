using Audience.Api;
using Audience.Hosting;
using Audience.Hosting.Bus;

return await ServiceHost.RunAsync(
    args,
    "Audience's REST API.",
    "http://127.0.0.1:8000",
    (services, settings, urls) => services.AddApi(settings, urls).AddAudienceBus(settings),
    app => app.MapApi()
);
