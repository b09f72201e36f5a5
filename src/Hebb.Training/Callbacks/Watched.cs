namespace Hebb;

/// <summary>What a callback watches from epoch to epoch, by a function of the user's.</summary>
internal static class Watched
{
    /// <summary>The function, which must be there.</summary>
    public static Func<EpochRecord, double> Given(Func<EpochRecord, double> monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor, "Monitor");   // as users call it
        return monitor;
    }

    /// <summary>The value for an epoch.</summary>
    /// <param name="callback">The callback's name.</param>
    /// <param name="monitor">The function.</param>
    /// <param name="epoch">The epoch.</param>
    /// <exception cref="OptionException">The function asks for a metric that is not measured.</exception>
    /// <exception cref="UsageException">The function asks for the validation of a run that has none.</exception>
    public static double Of(string callback, Func<EpochRecord, double> monitor, EpochRecord epoch)
    {
        try
        {
            return monitor(epoch);
        }
        catch (HebbException e) when (e.Within($"{callback}.Monitor, epoch {epoch.Epoch}"))
        {
            throw;
        }
        catch (NullReferenceException e) when (epoch.Validation is null)   // epoch.Validation!.Loss
        {
            throw new UsageException($"{callback}: its Monitor reads the validation of epoch {epoch.Epoch}, and this run has none.", "Validation null",
                "give Fit a validation set, or watch epoch.Training; without a Monitor the training loss is watched where there is no validation", e);
        }
    }
}
