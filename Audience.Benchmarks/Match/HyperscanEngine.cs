using System.Runtime.InteropServices;
using System.Text;
using Audience.Labeling.Keywords;

namespace Audience.Benchmarks.Match;

/// <summary>
/// Hyperscan 5 on the texts in UTF-8, encoded beforehand. Its literals ignore the case of ASCII only, so texts and
/// keywords with other letters that have case are not for it.
/// </summary>
internal sealed unsafe class HyperscanEngine : MatchEngine
{
    internal const string Library = "libhs.so.5";

    private const uint Caseless = 1,
        SingleMatch = 8,
        BlockMode = 1;

    private readonly delegate* unmanaged<
        nint,
        byte*,
        uint,
        uint,
        nint,
        delegate* unmanaged<uint, ulong, ulong, uint, int*, int>,
        int*,
        int> _scan;
    private readonly nint _database;
    private readonly nint _scratch;
    private readonly byte[][] _texts;
    private readonly int _all;

    private HyperscanEngine(nint library, string[] texts, IReadOnlyList<LabelKeywords> labels)
    {
        _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];
        _all = (1 << labels.Count) - 1;
        _scan = (delegate* unmanaged<nint, byte*, uint, uint, nint, delegate* unmanaged<uint, ulong, ulong, uint, int*, int>, int*, int>)
            NativeLibrary.GetExport(library, "hs_scan");
        _database = Compile(library, labels);
        var allocate = (delegate* unmanaged<nint, nint*, int>)NativeLibrary.GetExport(library, "hs_alloc_scratch");
        nint scratch = 0;
        Check(allocate(_database, &scratch), "hs_alloc_scratch");
        _scratch = scratch;
    }

    internal override string Name => "Hyperscan";

    /// <returns>Null where the library is not installed.</returns>
    internal static HyperscanEngine? TryCreate(string[] texts, IReadOnlyList<LabelKeywords> labels) =>
        NativeLibrary.TryLoad(Library, out nint library) ? new HyperscanEngine(library, texts, labels) : null;

    internal override int Labels(int text)
    {
        int found = 0;
        byte[] utf8 = _texts[text];
        fixed (byte* data = utf8)
        {
            (int Found, int All) context = (0, _all);
            _scan(_database, data, (uint)utf8.Length, 0, _scratch, &OnMatch, (int*)&context);
            found = context.Found;
        }
        return found;
    }

    /// <summary>Stops the scan once both labels are found, as the other engines do.</summary>
    [UnmanagedCallersOnly]
    private static int OnMatch(uint label, ulong from, ulong to, uint flags, int* context)
    {
        context[0] |= 1 << (int)label;
        return context[0] == context[1] ? 1 : 0;
    }

    private static nint Compile(nint library, IReadOnlyList<LabelKeywords> labels)
    {
        var compile = (delegate* unmanaged<byte**, uint*, uint*, nuint*, uint, uint, nint, nint*, nint*, int>)
            NativeLibrary.GetExport(library, "hs_compile_lit_multi");
        (byte[] Text, uint Label)[] literals =
        [
            .. labels.SelectMany((label, i) => label.Keywords.Select(keyword => (Encoding.UTF8.GetBytes(keyword.Text), (uint)i))),
        ];
        uint[] flags = [.. literals.Select(_ => Caseless | SingleMatch)];
        uint[] ids = [.. literals.Select(literal => literal.Label)];
        nuint[] lengths = [.. literals.Select(literal => (nuint)literal.Text.Length)];
        GCHandle[] pins = [.. literals.Select(literal => GCHandle.Alloc(literal.Text, GCHandleType.Pinned))];
        nint[] texts = [.. pins.Select(pin => pin.AddrOfPinnedObject())];
        nint database = 0,
            error = 0;
        fixed (nint* text = texts)
        fixed (
            uint* flag = flags,
                id = ids
        )
        fixed (nuint* length = lengths)
            Check(compile((byte**)text, flag, id, length, (uint)literals.Length, BlockMode, 0, &database, &error), "hs_compile_lit_multi");
        foreach (GCHandle pin in pins)
            pin.Free();
        return database;
    }

    private static void Check(int status, string call)
    {
        if (status != 0)
            throw new InvalidOperationException($"{call} failed with {status}");
    }
}
