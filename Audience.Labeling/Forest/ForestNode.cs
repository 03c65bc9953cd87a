namespace Audience.Labeling.Forest;

/// <summary>
/// A question of a tree: does the token occur at least so often? Where it does not, the next node of the array is asked. The last node of
/// such a row asks for nothing, so that its answer is always yes.
/// </summary>
public readonly record struct ForestNode
{
    private readonly uint _question; // token and least in one, for trees are read from memory faster than they are walked

    /// <param name="token">The token's number, below 2^24.</param>
    /// <param name="min">How often at least; 0 for a node that asks for nothing.</param>
    /// <param name="yes">See <see cref="Yes"/>.</param>
    public ForestNode(int token, byte min, int yes) => (_question, Yes) = ((uint)token << 8 | min, yes);

    /// <summary>The token's number.</summary>
    public int Token => (int)(_question >> 8);

    /// <summary>How often it has to occur.</summary>
    public byte Min => (byte)_question;

    /// <summary>The node to go to, or, below 0, the complement of a leaf's number.</summary>
    public int Yes { get; init; }

    /// <summary>A node that asks for nothing and leads to a leaf.</summary>
    public static ForestNode End(int leaf) => new(0, 0, ~leaf);
}
