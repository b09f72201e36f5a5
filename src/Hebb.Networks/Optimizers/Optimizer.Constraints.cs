namespace Hebb;

public abstract partial class Optimizer
{
    // After the update: the soft threshold of a proximal penalty, at the rate of this step, and what the parameter's constraint asks for.
    private static void Constrain(Variable variable, UpdateProgram program)
    {
        if (variable is not Parameter parameter) return;
        Tensor value = parameter.Regularizer?.Shrink(parameter, program.Rate) ?? parameter;
        if (parameter.Constraint is { } constraint)
        {
            value = constraint.Call(value) ?? throw new UsageException($"{constraint.GetType().Name}: Call gave nothing.", $"weight '{parameter.Name}'",
                "return the weights as they are to be");
            if (value.Shape != parameter.Shape)
                throw new ShapeException($"{constraint.GetType().Name}: it changes the shape of '{parameter.Name}'.",
                    $"weight {parameter.Shape}   constrained {value.Shape}", "return weights of the same shape; keepDims: true keeps the axes of a sum");
        }
        if (!ReferenceEquals(value, parameter)) parameter.Assign(value);
    }
}
