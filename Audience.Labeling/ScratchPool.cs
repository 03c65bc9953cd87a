namespace Audience.Labeling;

/// <summary>
/// Scratch objects for labelling: as many as threads label at the same time are made, then nothing is allocated any more.
/// </summary>
internal sealed class ScratchPool<T>(Func<T> make)
    where T : class
{
    private readonly T?[] _free = new T?[2 * Environment.ProcessorCount];

    /// <summary>Takes one.</summary>
    public T Rent()
    {
        for (int i = 0; i < _free.Length; i++)
            if (_free[i] is not null && Interlocked.Exchange(ref _free[i], null) is { } scratch)
                return scratch;
        return make();
    }

    /// <summary>Gives one back; one too many is left to the garbage collector.</summary>
    public void Return(T scratch)
    {
        for (int i = 0; i < _free.Length; i++)
            if (_free[i] is null && Interlocked.CompareExchange(ref _free[i], scratch, null) is null)
                return;
    }
}
