namespace Hebb;

public abstract partial class Layer
{
    private bool _addsPenalty;

    /// <summary>What the regularizers inside add to the loss: those of the parameters that are trained, and those of activations in the calls since the present
    /// tape was opened. A single number; 0 without regularizers.</summary>
    /// <remarks>The trainer adds it by itself, and reports it apart from the loss (A134). Where the model was called twice, the activations of both calls
    /// count.</remarks>
    /// <example><code>
    /// using var tape = GradientTape.Begin();
    /// Tensor loss = crossEntropy.Call(model.Call(batch.Inputs), batch.Labels);
    /// optimizer.Apply(tape.Gradient(loss + model.Penalty(), model.Parameters));
    /// </code></example>
    public Tensor Penalty()
    {
        Tensor? sum = null;
        DType? type = null;
        foreach (Parameter parameter in Parameters)
        {
            type ??= parameter.DType;
            if (parameter.Regularizer is { } regularizer) sum = Add(sum, Number(regularizer, parameter, $"weight '{parameter.Name}'"));
        }
        ReadOnlySpan<(object Owner, Tensor Value)> asides = Recorder.Current.Asides;
        if (asides.Length > 0)
        {
            HashSet<Module> inside = new(Descendants(), ReferenceEqualityComparer.Instance);
            foreach ((object owner, Tensor value) in asides)
                if (owner is Layer layer && inside.Contains(layer)) sum = Add(sum, value);
        }
        return sum ?? Tensor.Zeros([], type ?? Hebb.DType.Float32);

        static Tensor Add(Tensor? sum, Tensor value) => sum is null ? value : sum + value;
    }

    /// <summary>Adds a number to what is minimised besides the loss, in this call; used in <see cref="Forward(Tensor)"/>. The gradient flows through
    /// it.</summary>
    /// <param name="penalty">A single number.</param>
    /// <remarks>Add it in training and in use alike: from a call while the model is made, the trainer learns that there is a penalty to report.</remarks>
    /// <exception cref="ShapeException">The penalty is not a single number.</exception>
    protected void AddPenalty(Tensor penalty)
    {
        ArgumentNullException.ThrowIfNull(penalty);
        if (penalty.Rank != 0)
            throw new ShapeException($"{GetType().Name}: a penalty is a single number.", $"penalty {penalty.Spec}", "take its Sum() or Mean()");
        _addsPenalty = true;
        if (!penalty.IsSymbolic) Recorder.Current.PutAside(this, penalty);
    }

    /// <summary>Adds what a regularizer makes of an output, for each sample of the batch; nothing when there is no regularizer.</summary>
    /// <returns>The output.</returns>
    private protected Tensor Penalized(Tensor output, Regularizer? regularizer)
    {
        if (regularizer is L1 { Proximal: true })
            throw new OptionException($"{GetType().Name}: a proximal L1 shrinks weights after each step, and an output is no weight.",
                $"regularizer {regularizer}",
                "leave Proximal out: new L1(strength)");
        if (regularizer is not null) AddPenalty(Number(regularizer, output, "the output") / Math.Max(1, output.Shape[0]));   // of an empty batch 0
        return output;
    }

    // What a regularizer of the user's own gives may be anything.
    private static Tensor Number(Regularizer regularizer, Tensor x, string what) => regularizer.Call(x) switch
    {
        null => throw new UsageException($"{regularizer.GetType().Name}: Call gave nothing.", $"{what} {x.Spec}", "return the penalty, a single number"),
        { Rank: 0 } penalty => penalty,
        var penalty => throw new ShapeException($"{regularizer.GetType().Name}: a penalty is a single number.", $"{what} {x.Spec}   penalty {penalty.Spec}",
            "take its Sum() or Mean()"),
    };

    /// <summary>Whether anything inside adds to the loss, trainable or not.</summary>
    internal bool HasPenalty
    {
        get
        {
            foreach (Module module in Descendants())
            {
                if (module is Layer { _addsPenalty: true }) return true;
                foreach (Variable variable in module.Own)
                    if (variable is Parameter { Regularizer: not null }) return true;
            }
            return false;
        }
    }
}
