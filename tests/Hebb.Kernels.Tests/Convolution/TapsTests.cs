namespace Hebb.Kernels.Tests;

public sealed class TapsTests
{
    [Fact]
    public void Forward_every_kernel_position_meets_the_input_before_the_padding()
    {
        Taps taps = Taps.Forward(kernel: 3, dilation: 2, pad: 1);
        Assert.Equal([(0, -1), (1, 1), (2, 3)], Enumerable.Range(0, taps.Count).Select(i => taps[i]));
        Assert.Equal(3, taps.LastOffset);
    }

    [Fact]
    public void Backward_the_pairs_of_all_phases_are_those_of_the_forward_pass()
    {
        for (int kernel = 1; kernel <= 5; kernel++)
            for (int dilation = 1; dilation <= 4; dilation++)
                for (int stride = 1; stride <= 4; stride++)
                    for (int pad = 0; pad <= 5; pad++)
                    {
                        HashSet<(int Input, int Kernel, int Output)> pairs = [];
                        for (int phase = 0; phase < stride; phase++)
                        {
                            Taps taps = Taps.Backward(kernel, dilation, pad, stride, phase);
                            for (int t = 0; t < 20; t++)
                                for (int i = 0; i < taps.Count; i++)
                                    Assert.True(pairs.Add((phase + t * stride, taps[i].Kernel, t + taps[i].Offset)));
                        }
                        int inputs = 20 * stride, expected = 0;
                        for (int output = -40; output < 60; output++)
                            for (int k = 0; k < kernel; k++)
                                if (output * stride + k * dilation - pad is int input && input >= 0 && input < inputs)
                                {
                                    expected++;
                                    Assert.Contains((input, k, output), pairs);
                                }
                        Assert.Equal(expected, pairs.Count);
                    }
    }

    [Fact]
    public void Backward_a_phase_that_no_kernel_position_reaches_has_no_taps() =>
        Assert.Equal(0, Taps.Backward(kernel: 1, dilation: 1, pad: 0, stride: 2, phase: 1).Count);
}
