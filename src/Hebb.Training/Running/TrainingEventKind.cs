namespace Hebb;

/// <summary>What a <see cref="TrainingEvent"/> tells of.</summary>
public enum TrainingEventKind
{
    /// <summary>The run begins, or goes on from a checkpoint.</summary>
    RunBegan,

    /// <summary>An epoch begins, or goes on.</summary>
    EpochBegan,

    /// <summary>A step was taken.</summary>
    StepEnded,

    /// <summary>An epoch is complete, its validation included.</summary>
    EpochEnded,

    /// <summary>The run is over.</summary>
    RunEnded,
}
