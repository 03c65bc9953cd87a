using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Audience.Contracts.Models;

namespace Audience.Data.Models;

/// <summary>Insights as they are stored: JSON, Brotli-compressed.</summary>
internal static class InsightFormat
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] ToBytes(ModelInsights insights)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest))
            JsonSerializer.Serialize(packed, insights, s_json);
        return bytes.ToArray();
    }

    public static ModelInsights FromBytes(byte[] bytes)
    {
        using var packed = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<ModelInsights>(packed, s_json)!;
    }
}
