namespace Hebb;

/// <summary>What becomes of a category that no training row had.</summary>
/// <remarks>Refusing is the default, as in scikit-learn's <c>OneHotEncoder</c>. How many rows of a table have such a category, and which,
/// <see cref="FeatureSpace.Warnings"/> tells.</remarks>
public enum UnknownCategory
{
    /// <summary>An error that names the line.</summary>
    Refuse,

    /// <summary>Zeros: of no known category, so that the other columns decide; what scikit-learn calls <c>handle_unknown="ignore"</c>. For
    /// <see cref="CategoryOutput.OneHot"/>.</summary>
    Zeros,

    /// <summary>A category of its own, after all others, as Keras's <c>StringLookup</c> has one. No row that the space was fitted to is of it: a model that
    /// learns from those rows alone keeps the weights for it that it began with.</summary>
    Own,
}
