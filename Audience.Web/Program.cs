using Audience.Web.Serving;

return await WebProcess.RunAsync(args);
