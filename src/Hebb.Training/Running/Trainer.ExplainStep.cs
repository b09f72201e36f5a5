using System.Globalization;

namespace Hebb;

public partial class Trainer
{
    private const string Explaining = "ExplainStep";

    /// <summary>Takes one training step and tells all of it, as one would do it by hand: net inputs, outputs, error terms, gradients, old and new
    /// weights.</summary>
    /// <param name="x">The samples; with a single one, the units are numbered through the network, as in textbooks.</param>
    /// <param name="labels">What the loss compares with.</param>
    /// <returns>Print it. The model has taken the step.</returns>
    /// <remarks>For a <see cref="Sequential"/> model whose weights are all in <see cref="Dense"/> layers; other layers may keep states, as noise and running
    /// statistics do. It does what a step with gradients of <see cref="Loss"/>, with the penalty of regularizers, and this <see cref="Optimizer"/> does. (A037
    /// to A040.)</remarks>
    /// <exception cref="UsageException">The model is of another kind, is being trained, or has nothing to train or weights that are not finite; or the loss
    /// gives a number for each sample; or the schedule ends with the run, whose length is not known.</exception>
    /// <exception cref="OptionException">The schedule gives a learning rate of 0, as some do once the run is over.</exception>
    /// <exception cref="DataException">There are no samples, or a number among samples or labels is not finite.</exception>
    /// <exception cref="ShapeException">The samples do not fit the model, or the labels the loss.</exception>
    /// <exception cref="DTypeException">The same of their types.</exception>
    /// <example><code>
    /// var trainer = new Trainer(model) { Optimizer = new Sgd(0.8), Loss = new MeanSquaredError() };
    /// Console.WriteLine(trainer.ExplainStep(x, target));
    /// </code></example>
    public StepExplanation ExplainStep(Tensor x, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(labels);
        BeginUse(Explaining);
        try
        {
            Sequential model = RequireStackOfDense();
            RenewPlans();   // layers may have been frozen, or added, since the step before
            RequireStep(Explaining);
            model.RequireSamples([x]);
            if (x.Shape[0] == 0) throw new DataException($"{Explaining}: there are no samples.", $"x {x.Spec}", "pass one at least; a single one is told best");
            RequireType(Explaining, x.DType, "pass x");
            RequireFinite("input", x);
            RequireFinite("label", labels);
            RequireFiniteWeights(Explaining);
            RequireRate();
            return TakeExplainedStep(model, x, labels);
        }
        finally
        {
            EndUse();
        }
    }

    private StepExplanation TakeExplainedStep(Sequential model, Tensor x, Tensor labels)
    {
        using var tape = GradientTape.Begin();
        List<(Layer Layer, Tensor Input, Tensor NetInput, Tensor Output)> forward = [];
        Tensor value = x;
        Tensor? activities = null;   // what dense layers' outputs add to the loss; other layers are called and tell it themselves
        try
        {
            foreach (Layer layer in model.Layers)
            {
                Tensor input = value, netInput = value;
                if (layer is Dense dense)
                {
                    netInput = NetInput(dense, input);
                    value = dense.Activation.Call(netInput);
                    if (dense.ActivityRegularizer is { } regularizer)
                    {
                        Tensor activity = regularizer.Call(value) / value.Shape[0];
                        activities = activities is null ? activity : activities + activity;
                    }
                }
                else
                {
                    value = layer.Call(input);
                }
                forward.Add((layer, input, netInput, value));
            }
        }
        catch (HebbException e) when (e.Within(model.Place))
        {
            throw;
        }
        Tensor loss = Loss.Call(value, labels);
        Tensor minimised = Model.HasPenalty ? loss + Model.Penalty() : loss;
        if (activities is not null) minimised += activities;
        Gradients gradients = tape.Gradient(minimised, [.. forward.Select(static at => at.NetInput), .. Parameters]);
        LayerStep[] before = [.. forward.Select(at => Explain(at.Layer, at.Input, at.NetInput, at.Output, gradients))];
        Gradients weights = tape.Gradient(minimised, Parameters);
        double rate = Optimizer.CurrentRate;
        Optimizer.Apply(Clipping?.Apply(weights) ?? weights);
        return new(rate, loss.ToScalar(), labels.Detach(), [.. before.Zip(forward, static (step, at) => At(step, at.Layer as Dense))]);
    }

    private static Tensor NetInput(Dense dense, Tensor x)
    {
        try
        {
            Tensor product = x.MatMul(dense.Kernel);
            return dense.Bias is { } bias ? product + bias : product;
        }
        catch (HebbException e) when (e.Within(dense.Place))
        {
            throw;
        }
    }

    private static LayerStep Explain(Layer layer, Tensor input, Tensor netInput, Tensor output, Gradients gradients)
    {
        Dense? dense = layer as Dense;
        return new(layer.Name, layer.ToString(), dense?.Activation, input.Detach(), netInput.Detach(), output.Detach(), gradients[netInput].Detach())
        {
            Kernel = Explain(dense?.Kernel, gradients),
            Bias = Explain(dense?.Bias, gradients),
        };
    }

    private static WeightStep? Explain(Parameter? weight, Gradients gradients) => weight is null ? null
        : new(weight.Detach(), gradients.Sources.Contains(weight) ? gradients[weight].Detach() : Tensor.ZerosLike(weight).Detach(), weight.Detach());

    private static LayerStep At(LayerStep step, Dense? dense) => dense is null ? step : step with
    {
        Kernel = step.Kernel! with { After = dense.Kernel.Detach() },
        Bias = step.Bias is null ? null : step.Bias with { After = dense.Bias!.Detach() },
    };

    // Some schedules end with the run, and a step that is explained belongs to none.
    private void RequireRate()
    {
        string schedule = Optimizer.Schedule.GetType().Name;
        try
        {
            if (Optimizer.CurrentRate > 0 || Optimizer.LearningRate == 0) return;
            throw new OptionException($"{Explaining}: at step {Optimizer.Step} {schedule} gives a learning rate of 0, and the step would change nothing.",
                $"step {Optimizer.Step}   RunSteps {Optimizer.RunSteps?.ToString(CultureInfo.InvariantCulture) ?? "null"}",
                "explain before the run has ended, or with an optimizer without a schedule");
        }
        catch (UsageException e) when (Optimizer.RunSteps is null)
        {
            throw new UsageException($"{Explaining}: {schedule} ends with the run, and nobody has said how long the run is.", "Optimizer.RunSteps null",
                "set the optimizer's RunSteps, or give the schedule a number of steps of its own", e);
        }
    }

    private Sequential RequireStackOfDense()
    {
        const string Fix = "explain a Sequential of Dense layers, activations and layers without weights; Summary and tape.Graph explain any model";
        if (Model is not Sequential model)
            throw new UsageException($"{Explaining}: the model is not a stack of layers.", $"model '{Model.Name}' is {Model.GetType().Name}", Fix);
        foreach (Layer layer in model.Layers)
            if (layer is not Dense && layer.Weights.Any(static weight => weight is Parameter))
                throw new UsageException($"{Explaining}: '{layer.Name}' has weights and is no dense layer.", $"layer {layer}", Fix);
        return model;
    }

    private static void RequireFinite(string what, Tensor values)
    {
        if (FiniteCheck.IsFinite(values)) return;
        double[] numbers = values.Cast(DType.Float64).ToArray<double>();
        int first = Array.FindIndex(numbers, static number => !double.IsFinite(number)), sample = (int)(first / (values.Count / values.Shape[0]));
        throw new DataException($"{Explaining}: a number among the {what}s is not finite.", FormattableString.Invariant($"{what} {numbers[first]} of sample {sample}"),
            "leave the sample out, or put a number in the place of what is missing");
    }
}
