namespace Hebb;

/// <summary>What a <see cref="Doctor"/> can find, in the order of severity: what stops a run first, then what keeps it from learning, then what spoils the
/// result.</summary>
public enum FindingKind
{
    /// <summary>The loss or a weight is not a number.</summary>
    NotANumber,

    /// <summary>The loss is infinite.</summary>
    InfiniteLoss,

    /// <summary>Samples that are held out are among those that are trained on (A126), more than chance puts there: in a table of few columns and few values
    /// rows repeat in the fairest of splits.</summary>
    HeldOutDataInTraining,

    /// <summary>The last activation does not give what the loss expects (A060).</summary>
    OutputActivation,

    /// <summary>What reaches the first trained layer is far from mean 0 and variance 1.</summary>
    UnnormalizedInputs,

    /// <summary>Batch normalization over batches of one sample.</summary>
    BatchNormalizationOfOne,

    /// <summary>A trained layer gets no gradient at all.</summary>
    UnreachedLayer,

    /// <summary>Units of a layer are copies of each other: all begin and stay the same (A085).</summary>
    SymmetricUnits,

    /// <summary>Gradients grow from layer to layer on their way back (A113).</summary>
    ExplodingGradients,

    /// <summary>Steps are so large that the loss grows or jumps about.</summary>
    LearningRateTooHigh,

    /// <summary>Rectified units that are zero for every sample, and so get no gradient (A058, A086).</summary>
    DeadUnits,

    /// <summary>Sigmoid or tanh units at the flat ends of their curve (A058).</summary>
    SaturatedUnits,

    /// <summary>Gradients shrink from layer to layer on their way back (A113).</summary>
    VanishingGradients,

    /// <summary>The model gives the same for every sample: by its weights, or because its inputs do not differ where the first trained layer reads
    /// them.</summary>
    ConstantOutput,

    /// <summary>The labels have nothing to do with the inputs.</summary>
    ShuffledLabels,

    /// <summary>Steps are so small that nothing is learned.</summary>
    LearningRateTooLow,

    /// <summary>Dropout takes away what the model would need.</summary>
    DropoutTooStrong,

    /// <summary>The model does not fit its training samples, though they can be told apart (A130: bias).</summary>
    Underfitting,

    /// <summary>The model fits its training samples much better than held-out ones, and these get worse (A130: variance).</summary>
    Overfitting,

    /// <summary>Some classes have many times as many samples as others.</summary>
    ClassImbalance,
}
