using Hebb.Testing.Checks;

namespace Hebb.Testing;

/// <summary>What a layer promises, as a declaration; <see cref="Verify"/> turns it into checks. For our layers and for yours.</summary>
/// <remarks>
/// The checks, in this order: <c>shapes</c> (announced to a model, and real), <c>parameters</c>, <c>summary</c>, <c>batch</c> (a batch of one is a row of a
/// batch, bit for bit), <c>modes</c> (training and use),
/// <c>threads</c> (the same bits on 1, 2, 3 and 8), <c>plan</c> (captured and replayed training gives the bits of eager training),
/// <c>gradient</c> (finite differences in Float64, by the inputs and by every parameter, at each of which one
/// must arrive),
/// <c>learning</c> (four samples can be learned), <c>saving</c> (a saved and loaded layer is the same), <c>rejections</c>.
/// </remarks>
/// <example><code>
/// new LayerSpec { Layer = () => new Dense(3), InputShape = [5], OutputShape = [3], Parameters = 18 }.Verify();
/// </code></example>
public sealed record LayerSpec
{
    /// <summary>Makes the layer, a new one each time.</summary>
    public required Func<Layer> Layer { get; init; }

    /// <summary>The shape of one sample, without the batch axis; of the first input when there are several.</summary>
    public required Shape InputShape { get; init; }

    /// <summary>The shape of one sample of each further input, for layers that take several.</summary>
    public IReadOnlyList<Shape> MoreInputs { get; init; } = [];

    /// <summary>The shape that comes of it.</summary>
    public required Shape OutputShape { get; init; }

    /// <summary>How many numbers training adjusts.</summary>
    public required long Parameters { get; init; }

    /// <summary>How many numbers the layer keeps besides: running means and the like; counters, which are integers, are not counted.</summary>
    public long States { get; init; }

    /// <summary>The values of the inputs. Keep them away from kinks.</summary>
    public Values Inputs { get; init; } = Values.Normal();

    /// <summary>False for a layer that does something else in training than in use: dropout, batch normalization.</summary>
    public bool SameInTraining { get; init; } = true;

    /// <summary>How often the layer can be differentiated, as far as it is checked; 0 for one without a gradient.</summary>
    public int Gradient { get; init; } = 2;

    /// <summary>The relative error allowed between gradients and finite differences.</summary>
    public double GradientTolerance { get; init; } = 1e-7;

    /// <summary>False for a layer that cannot learn four samples by itself, because its training is random.</summary>
    public bool Learns { get; init; } = true;

    /// <summary>How a saved layer is made again; one of your own needs <c>LayerRegistry.Default.With(...)</c>.</summary>
    public LayerRegistry Registry { get; init; } = LayerRegistry.Default;

    /// <summary>Calls that must be refused.</summary>
    public IReadOnlyList<Rejection> Rejects { get; init; } = [];

    /// <summary>Runs all checks.</summary>
    /// <exception cref="SpecFailedException">One of them does not hold: the message names the layer and the check.</exception>
    public void Verify()
    {
        Check("shapes", LayerShapesCheck.Run);
        Check("parameters", LayerParametersCheck.Run);
        Check("summary", LayerSummaryCheck.Run);
        Check("batch", LayerBatchCheck.Run);
        Check("modes", LayerModesCheck.Run);
        Check("threads", LayerThreadsCheck.Run);
        Check("plan", LayerPlanCheck.Run);
        Check("gradient", LayerGradientCheck.Run);
        Check("learning", LayerLearningCheck.Run);
        Check("saving", LayerSavingCheck.Run);
        Check("rejections", static spec => RejectionsCheck.Run(spec.ToString(), spec.Rejects));
    }

    /// <summary>The layer's type and configuration: <c>Dense { Units = 3 }</c>.</summary>
    public override string ToString() => Layer().ToString();

    private void Check(string name, Action<LayerSpec> check) => SpecCheck.Run(ToString(), name, () => check(this));
}
