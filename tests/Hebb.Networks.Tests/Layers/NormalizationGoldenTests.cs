using System.Globalization;

namespace Hebb.Networks.Tests.Layers;

/// <summary>Outputs and gradients in Float64, against PyTorch's.</summary>
public sealed class NormalizationGoldenTests
{
    [Theory, InlineData("layer_normalization"), InlineData("layer_normalization_2_axes")]
    public void Layer_normalization_agrees(string name)
    {
        Golden golden = Golden.Load("layers/" + name);
        LayerGoldenTests.Verify(name, new LayerNormalization { Axis = -(int)Number(golden, "axes"), Epsilon = Number(golden, "epsilon") });
    }

    [Theory, InlineData(1), InlineData(3), InlineData(6)]
    public void Group_normalization_agrees(int groups) =>
        LayerGoldenTests.Verify($"group_normalization_{groups}", new GroupNormalization(groups) { Epsilon = 1e-5 });

    [Fact]
    public void Instance_normalization_agrees() => LayerGoldenTests.Verify("instance_normalization", new InstanceNormalization { Epsilon = 1e-5 });

    [Theory, InlineData(3), InlineData(4), InlineData(5)]
    public void Local_response_normalization_agrees(int depth)
    {
        string name = $"local_response_normalization_{depth}";
        Golden golden = Golden.Load("layers/" + name);
        LayerGoldenTests.Verify(name, new LocalResponseNormalization
        {
            Depth = depth,
            Bias = Number(golden, "bias"),
            Alpha = Number(golden, "alpha"),
            Beta = Number(golden, "beta"),
        });
    }

    [Fact]
    public void Root_mean_square_normalization_agrees() => LayerGoldenTests.Verify("rms_normalization", new RmsNormalization());

    [Fact]
    public void Unit_normalization_agrees()
    {
        LayerGoldenTests.Verify("unit_normalization", new UnitNormalization());
        LayerGoldenTests.Verify("unit_normalization_axis_1", new UnitNormalization { Axis = 1 });
    }

    private static double Number(Golden golden, string setting) => double.Parse(golden.Setting(setting), CultureInfo.InvariantCulture);
}
