namespace Audience.Labeling;

/// <summary>
/// Scratch sets for models that ask another model first, so that labelling a text allocates nothing once as many
/// sets were made as threads label at the same time.
/// </summary>
internal sealed class LabelSetPool(int capacity)
{
    private readonly LabelSet?[] _sets = new LabelSet?[2 * Environment.ProcessorCount];

    /// <summary>Takes an empty set.</summary>
    internal LabelSet Rent()
    {
        for (int i = 0; i < _sets.Length; i++)
        {
            if (_sets[i] is not null && Interlocked.Exchange(ref _sets[i], null) is { } set)
            {
                set.Clear();
                return set;
            }
        }
        return new LabelSet(capacity);
    }

    /// <summary>Gives a set back; one too many is left to the garbage collector.</summary>
    internal void Return(LabelSet set)
    {
        for (int i = 0; i < _sets.Length; i++)
        {
            if (_sets[i] is null && Interlocked.CompareExchange(ref _sets[i], set, null) is null)
                return;
        }
    }
}
