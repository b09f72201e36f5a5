namespace Hebb;

/// <summary>Puts in the place of an op the simpler ones that it consists of, so that their elementwise parts can join their neighbours.</summary>
internal static class Lower
{
    /// <summary>Runs the pass.</summary>
    public static void Run(PlanProgram program) =>
        program.Steps = [.. program.Steps.SelectMany(static step => step.Op.Lower(step.Inputs, step.Outputs) ?? [step])];
}
