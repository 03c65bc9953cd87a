using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Audience.Jobs.Sagas;

/// <summary>A saga's correlation id as its table stores it: 32 lower-case hexadecimal digits.</summary>
public sealed class SagaKey() : ValueConverter<Guid, string>(id => id.ToString("N"), text => Guid.ParseExact(text, "N"));
