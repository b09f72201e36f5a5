namespace Hebb;

/// <summary>How a perceptron learned.</summary>
/// <param name="Steps">Every sample of every epoch.</param>
/// <param name="Epochs">How many epochs there were, the last one, which changed nothing, included.</param>
/// <param name="Converged">Whether an epoch went by in which no weight changed.</param>
public sealed record PerceptronHistory(IReadOnlyList<PerceptronStep> Steps, int Epochs, bool Converged)
{
    /// <summary>A line for each step, and whether it converged.</summary>
    public override string ToString() => string.Join('\n', Steps) + (Converged ? $"\nconverged in {Epochs} epochs" : $"\nnot converged after {Epochs} epochs");
}
