using System.Text.Json.Nodes;

namespace Hebb.Testing.Tests.Specs;

public class LayerSpecTests
{
    private static readonly LayerSpec Dense = new() { Layer = () => new Dense(3), InputShape = [5], OutputShape = [3], Parameters = 18 };

    private static LayerSpec Scaled(ScaleFault fault) => new()
    {
        Layer = () => new Scale(fault),
        InputShape = [4],
        OutputShape = [4],
        Parameters = fault == ScaleFault.Unused ? 8 : 4,
        Registry = LayerRegistry.Default.With("Scale", config => new Scale(fault == ScaleFault.Loading ? ScaleFault.None : (ScaleFault)(int)config["fault"]!)),
    };

    [Fact]
    public void Right_layers_pass()
    {
        Dense.Verify();
        Scaled(ScaleFault.None).Verify();
    }

    [Fact]
    public void Layers_of_several_inputs_pass() =>
        new LayerSpec { Layer = () => new Concatenate(), InputShape = [2, 3], MoreInputs = [[2, 1]], OutputShape = [2, 4], Parameters = 0 }.Verify();

    [Fact]
    public void Layers_with_another_mode_in_training_pass() =>
        new LayerSpec { Layer = () => new Dropout(0.5), InputShape = [40], OutputShape = [40], Parameters = 0, SameInTraining = false }.Verify();

    [Theory]
    [InlineData(ScaleFault.BatchBakedIn, "shapes")]
    [InlineData(ScaleFault.MixesSamples, "batch")]
    [InlineData(ScaleFault.Mode, "modes")]
    [InlineData(ScaleFault.Unused, "gradient")]
    [InlineData(ScaleFault.Detached, "gradient")]
    [InlineData(ScaleFault.Loading, "saving")]
    internal void Each_fault_is_found_by_its_check(ScaleFault fault, string check) => AssertFinds(Scaled(fault), check);

    [Fact]
    public void Wrong_promises_are_found()
    {
        AssertFinds(Dense with { OutputShape = [4] }, "shapes");
        AssertFinds(Dense with { Parameters = 15 }, "parameters");
        AssertFinds(Dense with { States = 1 }, "parameters");
        AssertFinds(Dense with { SameInTraining = false }, "modes");
        AssertFinds(Dense with { Rejects = [new(() => new Dense(3), "Dense: no.")] }, "rejections");
    }

    [Fact]
    public void A_failure_reads_well()
    {
        Snapshot.Throws<SpecFailedException>("layer-parameters", (Dense with { Parameters = 15 }).Verify);
        Snapshot.Throws<SpecFailedException>("layer-gradient", Scaled(ScaleFault.Unused).Verify);
    }

    private static void AssertFinds(LayerSpec spec, string check) => Assert.Contains($"check '{check}'", Assert.ThrowsAny<HebbException>(spec.Verify).Where);

    /// <summary>A scale for each feature, as a user would write it, with a planted fault.</summary>
    private sealed class Scale(ScaleFault fault) : Layer
    {
        private Parameter _scale = null!, _other = null!;

        protected override void Build(Shape input)
        {
            _scale = AddParameter("scale", input, Initializer.Ones);
            if (fault == ScaleFault.Unused) _other = AddParameter("other", input, Initializer.Ones);
        }

        protected override Tensor Forward(Tensor x)
        {
            Tensor y = x * (fault == ScaleFault.Detached ? _scale.Detach() : _scale);
            return fault switch
            {
                ScaleFault.BatchBakedIn => y.Reshape(x.Shape.Span),
                ScaleFault.MixesSamples => y + x.Mean(axis: 0),
                ScaleFault.Mode => IsTraining ? y * 2.0 : y,
                ScaleFault.Unused => y + _other * 0.0,
                _ => y,
            };
        }

        protected override void Configure(JsonObject config) => config["fault"] = (int)fault;
    }
}

internal enum ScaleFault
{
    None,
    BatchBakedIn,
    MixesSamples,
    Mode,
    Unused,
    Detached,
    Loading,
}
