namespace Hebb;

/// <summary>A step of the search for a learning rate.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Loss">The loss of the batch, before the step.</param>
/// <param name="Smoothed">The running average of the losses so far.</param>
public readonly record struct LearningRateTrial(double Rate, double Loss, double Smoothed);
