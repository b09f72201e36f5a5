namespace Hebb;

public abstract partial class Optimizer
{
    // After the update: the soft threshold of a proximal penalty, at the rate of this step, and what the parameter's constraint asks for.
    private static void Constrain(Variable variable, UpdateProgram program)
    {
        if (variable is not Parameter parameter) return;
        Tensor value = parameter.Regularizer?.Shrink(parameter, program.Rate) ?? parameter;
        if (parameter.Constraint is { } constraint) value = constraint.Call(value);
        if (!ReferenceEquals(value, parameter)) parameter.Assign(value);
    }
}
