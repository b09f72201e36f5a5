namespace Hebb.Kernels.Tests;

public unsafe class EmittedLoopTests
{
    [Fact]
    public void The_interpreter_gives_the_bits_of_emitted_code()
    {
        int i = 0;
        foreach ((byte[] emitted, byte[] interpreted) in Digest.Compute(emit: true).Zip(Digest.Compute(emit: false)))
        {
            Assert.True(emitted.AsSpan().SequenceEqual(interpreted), $"{Digest.Cases[i]}");
            i++;
        }
    }

    public static TheoryData<string, DType, bool> Kernels
    {
        get
        {
            TheoryData<string, DType, bool> data = [];
            foreach (bool emit in (bool[])[true, false])
            {
                foreach (DType type in (DType[])[DType.Float32, DType.Float64])
                    foreach (string name in (string[])["Exp", "Tanh", "Pow", "Masked"]) data.Add(name, type, emit);
                foreach (DType type in (DType[])[DType.Int32, DType.Int64, DType.UInt8]) data.Add("Integers", type, emit);
                data.Add("Logic", DType.Bool, emit);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_length_stays_within_its_memory_and_gives_each_element_the_same_bits(string name, DType type, bool emit)
    {
        int index = Digest.Cases.Select((c, i) => (c, i)).First(c => c.c == (name, type)).i;
        (IElementwiseKernel kernel, DType[] inputTypes, DType[] outputTypes) = Digest.Case(index);
        ElementwiseProgram program = ElementwiseProgram.Create(kernel, inputTypes, outputTypes, emit);
        byte[][] inputs = [.. inputTypes.Select((t, i) => Digest.Numbers(t, Digest.Count, i))], whole = Digest.Run(program, Digest.Count, inputs);
        for (int length = 0; length <= 257; length++)
        {
            GuardedMemory[] memory = [.. inputTypes.Select((t, i) => new GuardedMemory(inputs[i].AsSpan(0, length * t.Size()))),
                .. outputTypes.Select(t => new GuardedMemory(length * t.Size()))];
            View[] views = [.. memory.Select((m, i) => new View((nint)m.Start, i < inputTypes.Length ? inputTypes[i] : outputTypes[i - inputTypes.Length],
                [length]))];
            program.Run(views.AsSpan(0, inputs.Length), views.AsSpan(inputs.Length));
            for (int i = 0; i < outputTypes.Length; i++)
            {
                byte[] actual = memory[inputs.Length + i].ToArray(length * outputTypes[i].Size());
                Digest.OneNaN(outputTypes[i], actual);
                Assert.True(actual.AsSpan().SequenceEqual(whole[i].AsSpan(0, actual.Length)), $"{length} elements, output {i}");
            }
            foreach (GuardedMemory m in memory) m.Dispose();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_output_may_be_the_memory_of_an_input(bool emit)
    {
        ElementwiseProgram program = ElementwiseProgram.Create(new Power(), [DType.Float32, DType.Float32], [DType.Float32], emit);
        for (int length = 1; length < 150; length += 7)
        {
            byte[] x = Digest.Numbers(DType.Float32, 2000, 0)[^(4 * length)..], y = Digest.Numbers(DType.Float32, length, 1),
                expected = Digest.Run(program, length, x, y)[0];
            using GuardedMemory inPlace = new(x), other = new(y);
            View view = new((nint)inPlace.Start, DType.Float32, [length]);
            program.Run([view, new((nint)other.Start, DType.Float32, [length])], [view]);
            byte[] actual = inPlace.ToArray(4 * length);
            Digest.OneNaN(DType.Float32, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_single_mask_or_number_stands_for_all(bool emit)
    {
        ElementwiseProgram program = ElementwiseProgram.Create(new Masked(), [DType.Bool, DType.Float32, DType.Float32], [DType.Float32, DType.Bool], emit);
        foreach (byte mask in (byte[])[0, 1])
        {
            float[] x = [1, 2, 3, 4, 5], result = new float[5];
            byte[] flags = new byte[5];
            float scale = 3;
            fixed (float* px = x, pr = result)
            fixed (byte* pf = flags)
                program.Run([new((nint)(&mask), DType.Bool, []), new((nint)px, DType.Float32, [5]), new((nint)(&scale), DType.Float32, [1])],
                    [new((nint)pr, DType.Float32, [5]), new((nint)pf, DType.Bool, [5])]);
            Assert.Equal(mask == 1 ? [3, 6, 9, 12, 15] : [-2, -1, 0, 1, 2], result);
            Assert.Equal(mask == 1 ? [0, 0, 0, 0, 0] : [0, 0, 0, 1, 1], flags);
        }
    }
}
