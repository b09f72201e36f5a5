namespace Hebb;

/// <summary>Where a run stands, to the step: what a checkpoint needs besides weights and slots.</summary>
internal sealed class Position
{
    /// <summary>How many epochs are complete.</summary>
    public int Epoch { get; set; }

    /// <summary>How many steps of the next one have been taken.</summary>
    public int Step { get; set; }

    /// <summary>The sum of the losses of the epoch's samples so far.</summary>
    public double LossSum { get; set; }

    /// <summary>How many samples of the epoch have been seen.</summary>
    public long Samples { get; set; }

    /// <summary>The training time of the epoch so far.</summary>
    public double Seconds { get; set; }

    /// <summary>Goes to the beginning of the next epoch.</summary>
    public void NextEpoch()
    {
        Epoch++;
        Step = 0;
        LossSum = Seconds = 0;
        Samples = 0;
    }
}
