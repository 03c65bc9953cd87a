using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Audience.Jobs.Sagas;

/// <summary>Maps one kind of saga to its table. Lies beside the saga's state and machine.</summary>
public interface ISagaMap
{
    /// <summary>Adds the saga to the model.</summary>
    void Configure(ModelBuilder model);

    /// <summary>Whom a change that is about to be saved is to be told to, as it ends a saga of this kind; null for nobody.</summary>
    SagaEnd? FindEnd(EntityEntry row);
}
