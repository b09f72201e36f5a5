namespace Hebb;

/// <summary>What a trial came to.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Score">What the search makes small, such as the validation loss; NaN or infinite where the trial failed.</param>
public sealed record TrialResult(Trial Trial, double Score)
{
    /// <summary>More to show than the score; the same names for each trial of a search.</summary>
    public IReadOnlyList<MetricValue> Figures { get; init; } = [];

    /// <summary>Why the trial failed, in a line; null where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether there is a score to compare.</summary>
    public bool HasScore => double.IsFinite(Score);
}
