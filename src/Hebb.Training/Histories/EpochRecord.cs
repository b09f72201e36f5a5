namespace Hebb;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Training">Loss and metrics over the training samples, each as it was when its batch was trained on.</param>
/// <param name="Validation">Loss and metrics over the validation set at the end of the epoch, if there is one.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="Seconds">How long its training took.</param>
public sealed record EpochRecord(int Epoch, Evaluation Training, Evaluation? Validation, double LearningRate, double Seconds)
{
    /// <summary>The loss that says which epoch is the best: of validation if there is one, else of training.</summary>
    public double MonitoredLoss => Validation?.Loss ?? Training.Loss;

    /// <summary>For people, in a line.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"epoch {Epoch}: {Training}{(Validation is null ? "" : $" | validation {Validation}")} ({Seconds:0.0} s)");
}
