using Hebb.Testing;

namespace Hebb.Tensors.Tests.Ops.Normalization;

public sealed class BatchNormalizeTests
{
    [Fact]
    public void The_output_meets_its_spec() => Spec("BatchNormalize", 0, Tolerance.Relative(4e-6)).Verify();

    [Fact]
    public void The_mean_and_the_variance_have_gradients_too()
    {
        Spec("BatchNormalize (mean)", 1, Tolerance.Relative(2e-6)).Verify();
        Spec("BatchNormalize (variance)", 2, Tolerance.Relative(4e-6)).Verify();
    }

    [Fact]
    public void A_standardized_tensor_meets_its_spec() => new OpSpec
    {
        Name = "Standardize",
        Call = x => x[0].Standardize(x[1], x[2], x[3]),
        Shapes = [[[3, 4, 5], [5], [5], [5]], [[6, 2], [2], [2], [2]]],
        Large = [[200, 40, 30], [30], [30], [30]],
        Reference = x => Broadcast(x, (v, mean, scale, shift) => (v - mean) * scale + shift),
        Tolerance = Tolerance.Relative(4e-6),
    }.Verify();

    [Fact]
    public void A_large_mean_costs_no_digits()
    {
        Tensor x = Tensor.Normal([64, 3], seed: 1);
        Tensor shifted = (x.Cast(DType.Float64) + 4096.0).Cast(DType.Float32), back = (shifted.Cast(DType.Float64) - 4096.0).Cast(DType.Float32);
        (Tensor gamma, Tensor beta) = (Tensor.Ones([3]), Tensor.Zeros([3]));
        TensorAssert.AllClose(back.BatchNormalize(gamma, beta, 1e-3).Output, shifted.BatchNormalize(gamma, beta, 1e-3).Output, 0, 1e-3);
    }

    private static OpSpec Spec(string name, int output, Tolerance tolerance) => new()
    {
        Name = name,
        Call = x => x[0].BatchNormalize(x[1], x[2], 1e-3) is var all && output == 0 ? all.Output : output == 1 ? all.Mean : all.Variance,
        Shapes = [[[6, 4], [4], [4]], [[3, 2, 4, 5], [5], [5]], [[2, 1], [1], [1]]],
        Large = [[64, 20, 20, 24], [24], [24]],
        Reference = x => Loop(x)[output],
        Tolerance = tolerance,
        Float32GradientTolerance = 1e-4,
    };

    private static Tensor[] Loop(Tensor[] inputs)
    {
        (double[] x, double[] gamma, double[] beta) = (inputs[0].ToArray<double>(), inputs[1].ToArray<double>(), inputs[2].ToArray<double>());
        double[] y = new double[x.Length], mean = new double[gamma.Length], variance = new double[gamma.Length];
        ReferenceBatchNormalization.Run<double>(x, gamma, beta, 1e-3, y, mean, variance);
        return [Tensor.From(y, inputs[0].Shape), Tensor.From(mean), Tensor.From(variance)];
    }

    private static Tensor Broadcast(Tensor[] inputs, Func<double, double, double, double, double> formula)
    {
        double[][] x = [.. inputs.Select(input => input.ToArray<double>())];
        int channels = x[1].Length;
        return Tensor.From([.. x[0].Select((value, i) => formula(value, x[1][i % channels], x[2][i % channels], x[3][i % channels]))], inputs[0].Shape);
    }
}
