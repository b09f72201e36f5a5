using System.Text.RegularExpressions;

namespace Hebb.Architecture.Tests;

/// <summary>Every op and every layer has made its promises.</summary>
/// <remarks>An op counts as specified when a test file is named after it and verifies a spec (<c>SoftplusTests.cs</c> for <c>SoftplusOp</c>), or when a spec somewhere has its name.</remarks>
public class SpecCoverageTests
{
    // Ops without a spec of their own, with the op whose spec exercises them (as its gradient, which is compared with finite differences, or as a step of it), or with the tests that do.
    private static readonly Dictionary<string, string> Through = new()
    {
        ["AddRows"] = "Gather",
        ["AveragePool2D"] = "PoolingTests",
        ["AveragePool2DGradient"] = "PoolingTests",
        ["BatchNormalizeFactors"] = "BatchNormalize",
        ["BatchNormalizeInput"] = "BatchNormalize",
        ["BatchNormalizeScale"] = "BatchNormalize",
        ["ChannelMoments"] = "BatchNormalize",
        ["ChannelSums"] = "BatchNormalize",
        ["ClipGradient"] = "Clip",
        ["Conv2DInputGradient"] = "Conv2D",
        ["Conv2DKernelGradient"] = "Conv2D",
        ["Count"] = "MeanTests",
        ["Crop"] = "Pad",
        ["Detach"] = "PlanTests",
        ["EluGradient"] = "Elu",
        ["Epilogue"] = "EpiloguesTests",
        ["Fill"] = "TensorCreationTests",
        ["FillLike"] = "TensorCreationTests",
        ["FromLanes"] = "LayoutTests",
        ["Fused"] = "PlanTests",
        ["Gate"] = "HardTanh",
        ["GeluGradient"] = "Gelu",
        ["HardSiluGradient"] = "HardSilu",
        ["Integers"] = "RandomTests",
        ["LeakyReluGradient"] = "LeakyRelu",
        ["LogSoftmaxGradient"] = "LogSoftmax",
        ["MaxPool2D"] = "PoolingTests",
        ["MaxPool2DGradient"] = "PoolingTests",
        ["MaxPool2DSelect"] = "PoolingTests",
        ["Merge"] = "Flatten",
        ["MishGradient"] = "Mish",
        ["Place"] = "Slice",
        ["PowNumber"] = "Pow",
        ["ProductGradient"] = "Product",
        ["Random"] = "RandomTests",
        ["RandomLike"] = "RandomTests",
        ["Range"] = "TensorCreationTests",
        ["ReluGradient"] = "Relu",
        ["RepeatInLanes"] = "LayoutTests",
        ["RowTotals"] = "RowGradientTests",
        ["ScatterAlong"] = "GatherAlong",
        ["SetRows"] = "RowUpdateTests",
        ["SigmoidGradient"] = "Sigmoid",
        ["SiluGradient"] = "Silu",
        ["SoftmaxCrossEntropyGradient"] = "SoftmaxCrossEntropy",
        ["SoftmaxGradient"] = "Softmax",
        ["SoftplusGradient"] = "Softplus",
        ["SoftsignGradient"] = "Softsign",
        ["TanhGradient"] = "Tanh",
        ["ToLanes"] = "LayoutTests",
        ["Update"] = "TrainerPlanTests",
    };

    private static readonly SourceFile[] Tests = [.. Repository.Sources("tests").Where(file => !file.Path.StartsWith("tests/Hebb.Testing.Tests/", StringComparison.Ordinal)
        && !file.Path.StartsWith("tests/Hebb.Architecture.Tests/", StringComparison.Ordinal))];

    [Fact]
    public void Every_op_has_a_spec()
    {
        string[] ops = [.. Concrete(typeof(Op)).Select(type => type.Name.EndsWith("Op", StringComparison.Ordinal) ? type.Name[..^2] : type.Name)];
        Assert.NotEmpty(ops);
        Rule.Unbroken("Every op has a spec: XTests.cs that verifies one, or one named X.", ops.Where(op => !IsSpecified(op) && !(Through.TryGetValue(op, out string? through) && (IsSpecified(through) || IsTestFile(through)))));
    }

    [Fact]
    public void The_ops_reached_through_others_exist() => Rule.Unbroken("The ops listed in this test exist.", Through.Keys.Except(Concrete(typeof(Op)).Select(type => type.Name[..^2])));

    [Fact]
    public void Every_layer_has_a_spec() => Rule.Unbroken("Every layer has a LayerSpec.", Concrete(typeof(Layer)).Where(type => !typeof(Model).IsAssignableFrom(type)).Select(type => type.Name)
        .Where(layer => !Tests.Any(file => file.Code.Contains("LayerSpec", StringComparison.Ordinal) && Regex.IsMatch(file.Code, $@"\bnew {layer}\b"))));

    private static bool IsTestFile(string name) => Tests.Any(file => file.Path.EndsWith($"/{name}.cs", StringComparison.Ordinal));

    private static bool IsSpecified(string op)
    {
        Regex named = new($@"(Elementwise\(|Name = )\$?""{op}\b");
        return Tests.Any(file => named.IsMatch(file.Text)
            || file.Path.EndsWith($"/{op}Tests.cs", StringComparison.Ordinal) && file.Code.Contains("Spec", StringComparison.Ordinal) && file.Code.Contains("Verify", StringComparison.Ordinal));
    }

    private static IEnumerable<Type> Concrete(Type root) => new[] { typeof(Tensor).Assembly, typeof(Layer).Assembly, typeof(Trainer).Assembly }.SelectMany(assembly => assembly.GetTypes())
        .Where(type => root.IsAssignableFrom(type) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal);
}
