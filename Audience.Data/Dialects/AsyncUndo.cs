namespace Audience.Data.Dialects;

/// <summary>Undoes something at the end of a using.</summary>
internal sealed class AsyncUndo(Func<Task> undo) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await undo();
}
