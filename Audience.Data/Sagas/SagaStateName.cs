using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Audience.Data.Sagas;

/// <summary>A saga's state as its table stores it. MassTransit knows a state by its property, <c>Labeling</c>; the table says <c>labeling</c>.</summary>
public sealed class SagaStateName()
    : ValueConverter<string, string>(state => state.ToLowerInvariant(), name => char.ToUpperInvariant(name[0]) + name.Substring(1));
