namespace Hebb.Kernels.Tests;

public class RecorderTests
{
    private sealed record Body(string Name) : IElementwiseKernel
    {
        public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V>
        {
            V x = inputs[0];
            outputs[0] = Name switch
            {
                "repeats" => (x + V.Create(1)) * (x + V.Create(1)),
                "wastes" => Wasteful(x),
                "zeros" => x * V.Create(0) + V.Create(-0.0),
                "divides" => x / V.Create(2),
                "mixes" => V.Select(x, x, x),
                "compares" => V.Greater(x, V.Create(0)),
                _ => x,
            };
        }

        private static V Wasteful<V>(V x) where V : struct, ISimd<V>
        {
            _ = Simd.Tanh(x);
            return -x;
        }
    }

    [Fact]
    public void An_instruction_is_written_down_once() => Assert.Equal(
        """
        %0 = input 0
        %1 = constant 1
        %2 = add %0 %1
        %3 = multiply %2 %2
        output 0 = %3

        """, Create("repeats").ToString(), ignoreLineEndingDifferences: true);

    [Fact]
    public void What_no_output_needs_is_left_out() => Assert.Equal(
        """
        %0 = input 0
        %1 = negate %0
        output 0 = %1

        """, Create("wastes").ToString(), ignoreLineEndingDifferences: true);

    [Fact]
    public void Zero_and_negative_zero_are_two_constants() => Assert.Equal(2, Create("zeros").Code.Count(c => c.Opcode == Opcode.Constant));

    [Fact]
    public void Integers_do_not_divide() => Assert.Contains("there is no Divide for Int32", Refused("divides", DType.Int32, DType.Int32));

    [Fact]
    public void A_number_is_no_mask() =>
        Assert.Contains("Select was given a mask for a number, or a number for a mask", Refused("mixes", DType.Float32, DType.Float32));

    [Fact]
    public void A_mask_is_no_number() => Assert.Contains("output 0 is a mask, and was declared Float32", Refused("compares", DType.Float32, DType.Float32));

    [Fact]
    public void One_kernel_computes_in_one_type() => Assert.Contains("cannot mix Float32 and Int32", Refused("copies", DType.Float32, DType.Int32));

    private static ElementwiseProgram Create(string name) => ElementwiseProgram.Create(new Body(name), [DType.Float32], [DType.Float32]);

    private static string Refused(string name, DType input, DType output) =>
        Assert.Throws<DTypeException>(() => ElementwiseProgram.Create(new Body(name), [input], [output])).Message;
}
