namespace Hebb;

/// <summary>From evidence to findings: every rule in the order of severity, and which finding makes which others its consequences.</summary>
internal static class Rules
{
    /// <summary>What is wrong, the gravest first; consequences of what is found are left out.</summary>
    public static IReadOnlyList<Finding> Judge(Evidence evidence)
    {
        List<Finding> findings = [];
        HashSet<FindingKind> explained = [];
        foreach (Finding? finding in (ReadOnlySpan<Finding?>)
            [
                StructureRules.Breakdown(evidence), DataRules.Shared(evidence), StructureRules.OutputActivation(evidence),
                DataRules.ConstantInputs(evidence), DataRules.Inputs(evidence),
                StructureRules.BatchOfOne(evidence), StructureRules.Unreached(evidence), StructureRules.Symmetric(evidence),
                GradientRules.Exploding(evidence), LearningRules.RateTooHigh(evidence), GradientRules.Dead(evidence), GradientRules.Saturated(evidence),
                GradientRules.Vanishing(evidence), LearningRules.Constant(evidence), LearningRules.Shuffled(evidence), LearningRules.RateTooLow(evidence),
                LearningRules.Dropout(evidence), LearningRules.Underfitting(evidence), LearningRules.Overfitting(evidence), DataRules.Imbalance(evidence),
            ])
        {
            if (finding is null || explained.Contains(finding.Kind)) continue;
            findings.Add(finding);
            explained.UnionWith(ConsequencesOf(finding.Kind));
        }
        return findings;
    }

    private static FindingKind[] ConsequencesOf(FindingKind cause) => cause switch
    {
        FindingKind.NotANumber or FindingKind.InfiniteLoss => NotLearning,
        FindingKind.OutputActivation or FindingKind.BatchNormalizationOfOne or FindingKind.UnreachedLayer => [.. Flow, .. NotLearning],
        FindingKind.UnnormalizedInputs or FindingKind.ExplodingGradients =>
            [FindingKind.ExplodingGradients, FindingKind.LearningRateTooHigh, .. Flow, .. NotLearning, FindingKind.Overfitting],
        FindingKind.LearningRateTooHigh => [.. Flow, .. NotLearning, FindingKind.Overfitting],
        FindingKind.SymmetricUnits or FindingKind.DeadUnits or FindingKind.SaturatedUnits or FindingKind.VanishingGradients => [.. Flow, .. NotLearning],
        FindingKind.ConstantOutput =>   // of inputs that do not differ, whatever their size
            [FindingKind.UnnormalizedInputs, FindingKind.ExplodingGradients, FindingKind.LearningRateTooHigh, .. Flow, .. NotLearning, FindingKind.Overfitting],
        FindingKind.LearningRateTooLow or FindingKind.DropoutTooStrong => NotLearning,
        FindingKind.ShuffledLabels => [.. NotLearning, FindingKind.Overfitting],
        _ => [],
    };

    private static FindingKind[] Flow =>
        [FindingKind.DeadUnits, FindingKind.SaturatedUnits, FindingKind.VanishingGradients, FindingKind.ConstantOutput];

    private static FindingKind[] NotLearning =>
        [FindingKind.ConstantOutput, FindingKind.ShuffledLabels, FindingKind.LearningRateTooLow, FindingKind.DropoutTooStrong, FindingKind.Underfitting];
}
