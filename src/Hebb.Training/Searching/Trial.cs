namespace Hebb;

/// <summary>One try of a search: values to train with, and what to draw from.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Values">The hyperparameters' values.</param>
/// <param name="Epochs">How long to train, where the method says so (<see cref="Hyperband"/>); else null.</param>
/// <param name="Seed">What to draw initial weights and the order of the samples from: of the search's seed and the trial's number, below 2^31, so that it
/// reads well.</param>
public sealed record Trial(int Number, HyperParameters Values, int? Epochs, ulong Seed);
