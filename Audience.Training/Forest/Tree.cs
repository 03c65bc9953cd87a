using Audience.Labeling.Forest;

namespace Audience.Training.Forest;

/// <summary>A tree of a forest.</summary>
/// <param name="Nodes">Its nodes, the first of which is the root; they lead to leaves by number.</param>
/// <param name="Leaves">By leaf: how likely each label is, 0 to 1.</param>
/// <param name="Drawn">By document: whether the tree has seen it.</param>
internal sealed record Tree(ForestNode[] Nodes, float[][] Leaves, bool[] Drawn);
