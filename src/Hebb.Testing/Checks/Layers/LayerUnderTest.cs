namespace Hebb.Testing.Checks;

/// <summary>A layer in a model of its own, with inputs for it.</summary>
internal sealed class LayerUnderTest
{
    private readonly LayerSpec _spec;
    private readonly DType _type;

    public LayerUnderTest(LayerSpec spec, DType type = DType.Float32, ulong seed = 0)
    {
        _spec = spec;
        _type = spec.Inputs.Type ?? type;
        Shapes = [spec.InputShape, .. spec.MoreInputs];
        Layer = spec.Layer();
        Tensor[] inputs = Array.ConvertAll(Shapes, shape => Hebb.Model.Input(shape, _type));
        Model = new(inputs, [Layer.Call(inputs)], "specified", seed);
    }

    public Shape[] Shapes { get; }

    public Layer Layer { get; }

    public Functional Model { get; }

    /// <summary>Inputs for a number of samples; the first samples are always the same.</summary>
    public Tensor[] Inputs(int samples)
    {
        var inputs = new Tensor[Shapes.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            double[] all = _spec.Inputs.Draw(Math.Max(samples, 8) * Shapes[i].Count, $"layer {i}");
            inputs[i] = all[..(int)(samples * Shapes[i].Count)].ToTensor(Shapes[i].Insert(0, samples), _type);
        }
        return inputs;
    }

    /// <summary>What the layer gives, in a mode, as a tensor that belongs to no tape.</summary>
    public Tensor Call(Tensor[] inputs, bool training = false)
    {
        using var scope = training ? TensorScope.Training() : TensorScope.Inference();
        return Model.CallAll(inputs)[0].Detach();
    }

    /// <summary>The states' values, to be put back by <see cref="Restore"/>.</summary>
    public Tensor[] States() => [.. Model.Weights.Where(static weight => weight is State).Select(static state => state.Detach())];

    /// <summary>Puts the states back.</summary>
    public void Restore(Tensor[] states)
    {
        int next = 0;
        foreach (Variable weight in Model.Weights)
            if (weight is State) weight.Assign(states[next++]);
    }

    /// <summary>Moves every parameter away from where it was initialised: from zero biases and unit scales, too.</summary>
    public void Disturb(double amount)
    {
        foreach (Parameter parameter in Model.Parameters)
        {
            double[] noise = Values.Normal(0, amount).Draw(parameter.Count, parameter.Name), values = parameter.ToDoubles();
            for (int i = 0; i < values.Length; i++) values[i] += noise[i];
            parameter.Assign(values.ToTensor(parameter.Shape, parameter.DType));
        }
    }
}
