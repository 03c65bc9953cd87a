# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish Audience.Web -c Release -o /app -p:UseAppHost=false -p:RestoreLockedMode=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# A volume mounted on an empty directory takes over its owner: the process must be able to write there.
RUN install -d -o $APP_UID -g $APP_UID /var/lib/audience /var/lib/audience/data
WORKDIR /app
COPY --from=build /app .
ENV URLS=http://+:8003 DATA_DIR=/var/lib/audience/data
EXPOSE 8003
USER $APP_UID
# The image has no curl: the program asks its own /health/live.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["dotnet", "Audience.Web.dll", "health"]
ENTRYPOINT ["dotnet", "Audience.Web.dll"]
