namespace Hebb;

/// <summary>The curve that <see cref="Auc"/> is the area under.</summary>
public enum AucCurve
{
    /// <summary>Receiver operating characteristic: hits (recall) over false alarms (one minus specificity).</summary>
    Roc,

    /// <summary>Precision over recall: tells more where yes is rare.</summary>
    PrecisionRecall,
}
