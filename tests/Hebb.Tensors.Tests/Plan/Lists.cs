namespace Hebb.Tensors.Tests.Plan;

/// <summary>Captured steps, to try passes on.</summary>
internal static class Lists
{
    /// <summary>The list of a step, after some passes.</summary>
    public static PlanProgram Of(Func<Tensor> step, params Action<PlanProgram>[] passes) => Of(step, keepGradients: false, passes);

    /// <summary>The list of a step after some passes, with its gradients kept or not.</summary>
    public static PlanProgram Of(Func<Tensor> step, bool keepGradients, params Action<PlanProgram>[] passes)
    {
        (Capture capture, Tensor result) = Capture.Run(step);
        PlanProgram program = new(capture.Steps, result, capture.Assigned) { Gradients = [.. capture.Gradients], KeepsGradients = keepGradients };
        foreach (Action<PlanProgram> pass in passes) pass(program);
        return program;
    }

    /// <summary>A list as it goes into a pass and as it comes out.</summary>
    public static string Through(string title, Action<PlanProgram> pass, PlanProgram program)
    {
        string before = program.ToString();
        pass(program);
        return $"# {title}\n\nbefore\n{before}\n\nafter\n{program}\n\n";
    }

    /// <summary>A step made of what chance says: ops of every kind on matrices, single numbers and variables, and assignments in any order.</summary>
    public static Func<Tensor> Random(int seed, IReadOnlyList<Variable> variables, Tensor input) => () =>
    {
        Random random = new(seed);
        List<Tensor> made = [input, .. variables];
        Tensor Any() => made[random.Next(made.Count)];
        for (int i = 0; i < 30; i++)
        {
            Tensor x = random.Next(3) == 0 ? Any() : made[^1];
            Tensor y = random.Next(10) switch
            {
                0 => x.MatMul(Any()),
                1 => x + Any(),
                2 => x * Any(),
                3 => x.Tanh(),
                4 => x.Relu(),
                5 => x.Transpose(),
                6 => x.Reshape(2, 8).Tanh().Reshape(4, 4),
                7 => x * 0.5 - x.Sum(axis: 1, keepDims: true) * 0.1,
                8 => x.Softmax(axis: -1),
                _ => x.Detach(),
            };
            if (random.Next(5) == 0) variables[random.Next(variables.Count)].Assign(y.Tanh());
            made.Add(y);
        }
        return made[^1].Sum();
    };
}
