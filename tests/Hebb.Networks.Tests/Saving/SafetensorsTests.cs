using System.Buffers.Binary;
using System.Text;

namespace Hebb.Networks.Tests.Saving;

public sealed class SafetensorsTests
{
    private static readonly SafetensorsEntry[] s_oneOfEach =
    [
        SafetensorsEntry.From<float>("dense/kernel", [2, 3], [1, -2, float.NaN, float.NegativeInfinity, -0f, float.Epsilon]),
        SafetensorsEntry.From<double>("double", [1, 2], [Math.PI, double.MaxValue]),
        SafetensorsEntry.From<int>("int", [2], [int.MinValue, 7]),
        SafetensorsEntry.From<long>("long", [], [long.MaxValue]),
        SafetensorsEntry.From<bool>("mask", [3], [true, false, true]),
        SafetensorsEntry.From<byte>("pixels", [1, 2, 2, 1], [0, 1, 254, 255]),
        SafetensorsEntry.From<float>("empty", [0, 4], []),
        SafetensorsEntry.From<float>("größe \"π\" \n", [1], [3]),
    ];

    [Fact]
    public void What_was_written_is_read_back_bit_for_bit()
    {
        Safetensors read = Safetensors.Read(Safetensors.Write(s_oneOfEach, new Dictionary<string, string> { ["by"] = "a test", ["π"] = "3" }));

        Assert.Equal(s_oneOfEach.Length, read.Entries.Count);
        foreach (SafetensorsEntry expected in s_oneOfEach)
        {
            SafetensorsEntry actual = read[expected.Name];
            Assert.Equal((expected.Name, expected.DType, expected.Shape), (actual.Name, actual.DType, actual.Shape));
            Assert.Equal(expected.Data.ToArray(), actual.Data.ToArray());
        }
        Assert.Equal([("by", "a test"), ("π", "3")], read.Metadata.Select(pair => (pair.Key, pair.Value)));
        Assert.Null(read.Find("nothing"));
    }

    [Fact]
    public void A_file_without_tensors_is_fine() => Assert.Empty(Safetensors.Read(Safetensors.Write([])).Entries);

    [Fact]
    public void Equal_contents_give_equal_bytes_in_whatever_order_they_come()
    {
        byte[] bytes = Safetensors.Write(s_oneOfEach, new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        Assert.Equal(bytes, Safetensors.Write(s_oneOfEach.Reverse(), new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }));
    }

    [Fact]
    public void Every_tensor_is_aligned_to_its_element()
    {
        byte[] file = Safetensors.Write(s_oneOfEach);
        int data = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        Assert.Equal(0, data % 8);
        foreach (SafetensorsEntry entry in Safetensors.Read(file).Entries)
        {
            Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(entry.Data, out ArraySegment<byte> segment));
            Assert.Equal(0, segment.Offset % entry.DType.Size());
        }
    }

    [Fact]
    public void A_file_goes_to_the_disk_and_back()
    {
        using TemporaryFolder folder = new();
        Safetensors.Save(folder.File("weights.safetensors"), s_oneOfEach);
        Assert.Equal(Safetensors.Write(s_oneOfEach), File.ReadAllBytes(folder.File("weights.safetensors")));
        Assert.Equal([int.MinValue, 7], Safetensors.Load(folder.File("weights.safetensors"))["int"].ToArray<int>());
        Assert.Equal(["weights.safetensors"], folder.Files);
    }

    [Fact]
    public void Half_precision_is_widened_to_float_when_read()
    {
        byte[] data = new byte[8];
        BinaryPrimitives.WriteHalfLittleEndian(data, (Half)(-1.5));
        BinaryPrimitives.WriteHalfLittleEndian(data.AsSpan(2), Half.PositiveInfinity);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(4), (ushort)(BitConverter.SingleToUInt32Bits(-3.140625f) >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(6), (ushort)(BitConverter.SingleToUInt32Bits(1e-40f) >> 16));
        byte[] file = FileOf("""{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]}}""", data);
        Safetensors read = Safetensors.Read(file);

        Assert.Equal([-1.5f, float.PositiveInfinity], read["h"].ToArray<float>());
        Assert.Equal([-3.140625f, BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(1e-40f) & 0xffff0000)], read["b"].ToArray<float>());
    }

    [Fact]
    public void Tensors_of_every_dtype_go_in_and_out_bit_for_bit()
    {
        foreach (SafetensorsEntry entry in s_oneOfEach)
        {
            SafetensorsEntry back = SafetensorsEntry.From(entry.Name, entry.ToTensor());
            Assert.Equal((entry.Name, entry.DType, entry.Shape), (back.Name, back.DType, back.Shape));
            Assert.Equal(entry.Data.ToArray(), back.Data.ToArray());
        }
        Assert.Equal([float.NaN, float.NegativeInfinity], s_oneOfEach[0].ToTensor().ToArray<float>()[2..4]);
    }

    /// <summary>The goldens come from a writer that is not ours, and <see cref="Golden"/> is a reader that shares nothing with ours.</summary>
    [Theory]
    [InlineData("layers/conv2d_same_5x5")]
    [InlineData("losses/cross_entropy")]
    [InlineData("initializers/fans")]
    public void Files_of_another_writer_are_read_as_another_reader_reads_them(string name)
    {
        Golden golden = Golden.Load(name);
        Safetensors read = Safetensors.Load(golden.Path);
        Assert.Equal(golden.Names, read.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal(golden.Setting("torch"), read.Metadata["torch"]);
        foreach (SafetensorsEntry entry in read.Entries)
        {
            Assert.Equal(golden.Shape(entry.Name), entry.Shape.Span.ToArray());
            if (entry.DType == DType.Int64) Assert.Equal(golden.Int64(entry.Name), entry.ToArray<long>());
            else Assert.Equal(golden.Float64(entry.Name), entry.ToArray<double>());
        }
    }

    [Fact]
    public void A_flipped_byte_is_an_error_or_changes_one_thing_and_never_crashes()
    {
        byte[] file = Safetensors.Write(s_oneOfEach, new Dictionary<string, string> { ["a"] = "b" });
        foreach (byte mask in (byte[])[0x01, 0x10, 0x80, 0xff])
            for (int at = 0; at < file.Length; at++)
            {
                file[at] ^= mask;
                ReadOrDataException(file);
                file[at] ^= mask;
            }
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_an_error()
    {
        byte[] file = Safetensors.Write(s_oneOfEach);
        for (int length = 0; length < file.Length; length++) Assert.Throws<DataException>(() => Safetensors.Read(file.AsMemory(0, length)));
        Assert.Throws<DataException>(() => Safetensors.Read((byte[])[.. file, 0]));
    }

    [Fact]
    public void Every_attack_gets_a_message() =>
        Snapshot.Errors("safetensors_errors", Attacks.Select(attack => (attack.Case, (Action)(() => Safetensors.Read(attack.File)))));

    [Fact]
    public void Every_misuse_gets_a_message()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("text.safetensors"), "these are no weights");
        SafetensorsEntry one = SafetensorsEntry.From<float>("w", [1], [1]);
        Safetensors read = Safetensors.Read(Safetensors.Write(s_oneOfEach[..3]));
        Snapshot.Errors("safetensors_misuse",
        [
            ("two of one name", () => Safetensors.Write([one, one])),
            ("the name of the metadata", () => Safetensors.Write([one with { Name = "__metadata__" }])),
            ("too few bytes", () => Safetensors.Write([one with { Shape = [2, 2] }])),
            ("too many elements", () => SafetensorsEntry.From<float>("w", [2], [1, 2, 3])),
            ("another type of element", () => one.ToArray<double>()),
            ("no such tensor", () => _ = read["dense/bias"]),
            ("no such file", () => Safetensors.Load(folder.File("none.safetensors"))),
            ("a text file", () => Safetensors.Load(folder.File("text.safetensors"))),
        ], hide: folder.Path);
    }

    private static IEnumerable<(string Case, byte[] File)> Attacks
    {
        get
        {
            byte[] four = new byte[4];
            yield return ("seven bytes", new byte[7]);
            yield return ("a header of 2^64 - 1 bytes", [255, 255, 255, 255, 255, 255, 255, 255, 0]);
            yield return ("a header longer than the file", [3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}']);
            yield return ("no JSON", FileOf("{\"w\":", []));
            yield return ("something after the JSON", FileOf("{} {}", []));
            yield return ("a list", FileOf("[]", []));
            yield return ("invalid UTF-8", [3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', 0xc3, (byte)'}']);
            yield return ("half a surrogate pair", FileOf("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", four));
            yield return ("10,000 levels", FileOf($"{{\"w\":{new string('[', 10_000)}{new string(']', 10_000)}}}", []));
            yield return ("one name twice", Two("w", "[1]", "[0,1]", "w", "[3]", "[1,4]"));
            yield return ("one name twice, escaped", Two("w", "[1]", "[0,1]", @"\u0077", "[3]", "[1,4]"));
            yield return ("an overlap", Two("a", "[3]", "[0,3]", "b", "[2]", "[2,4]"));
            yield return ("a hole", Two("a", "[1]", "[0,1]", "b", "[2]", "[2,4]"));
            yield return ("bytes left over", FileOf("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", four));
            yield return ("fewer bytes than the shape", Tensor("F32", "[2]", "[0,4]"));
            yield return ("more bytes than the shape", Tensor("U8", "[3]", "[0,4]"));
            yield return ("offsets beyond the file", Tensor("U8", "[4]", "[1,5]"));
            yield return ("offsets backwards", Tensor("U8", "[0]", "[4,0]"));
            yield return ("negative offsets", Tensor("U8", "[4]", "[-4,0]"));
            yield return ("offsets of 2^64", Tensor("U8", "[4]", "[18446744073709551612,18446744073709551616]"));
            yield return ("one offset", Tensor("U8", "[4]", "[4]"));
            yield return ("an unknown dtype", Tensor("F8_E4M3", "[4]", "[0,4]"));
            yield return ("no dtype", Tensor(null, "[4]", "[0,4]"));
            yield return ("a shape of 2^96 elements", Tensor("F32", "[4294967296,4294967296,4294967296]", "[0,4]"));
            yield return ("a shape that overflows to four bytes", Tensor("U8", "[1073741825,1073741824,4,1]", "[0,4]"));
            yield return ("an empty shape that is too wide", Tensor("U8", "[0,2147483648]", "[0,0]"));
            yield return ("a negative extent", Tensor("U8", "[-4]", "[0,4]"));
            yield return ("a broken extent", Tensor("U8", "[4.0]", "[0,4]"));
            yield return ("nine axes", Tensor("U8", "[1,1,1,1,1,1,1,1,4]", "[0,4]"));
            yield return ("an extra field", FileOf("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4],"more":1}}""", four));
            yield return ("metadata that is a number", FileOf("""{"__metadata__":{"a":1}}""", []));
            yield return ("metadata that is a list", FileOf("""{"__metadata__":[]}""", []));
            yield return ("a truth value of two", FileOf("""{"w":{"dtype":"BOOL","shape":[4],"data_offsets":[0,4]}}""", [0, 1, 2, 0]));
        }
    }

    /// <summary>A file of four bytes of data and one tensor; without a dtype, null stands in its place.</summary>
    private static byte[] Tensor(string? dtype, string shape, string offsets) =>
        FileOf($"{{\"w\":{{\"dtype\":{(dtype is null ? "null" : $"\"{dtype}\"")},\"shape\":{shape},\"data_offsets\":{offsets}}}}}", new byte[4]);

    /// <summary>A file of four bytes of data and two tensors.</summary>
    private static byte[] Two(string name, string shape, string offsets, string name2, string shape2, string offsets2) =>
        FileOf($"{{\"{name}\":{{\"dtype\":\"U8\",\"shape\":{shape},\"data_offsets\":{offsets}}},"
            + $"\"{name2}\":{{\"dtype\":\"U8\",\"shape\":{shape2},\"data_offsets\":{offsets2}}}}}", new byte[4]);

    private static byte[] FileOf(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }

    private static void ReadOrDataException(byte[] file)
    {
        try
        {
            Safetensors.Read(file);
        }
        catch (DataException)
        {
        }
    }
}
