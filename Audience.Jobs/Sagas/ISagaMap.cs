using Microsoft.EntityFrameworkCore;

namespace Audience.Jobs.Sagas;

/// <summary>Maps one kind of saga to its table. Lies beside the saga's state and machine.</summary>
public interface ISagaMap
{
    /// <summary>Adds the saga to the model.</summary>
    void Configure(ModelBuilder model);
}
