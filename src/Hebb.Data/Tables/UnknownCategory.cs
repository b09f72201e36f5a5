namespace Hebb;

/// <summary>What becomes of a category that no training row had.</summary>
public enum UnknownCategory
{
    /// <summary>An error that names the line.</summary>
    Refuse,

    /// <summary>Zeros: of no known category. For <see cref="CategoryOutput.OneHot"/>.</summary>
    Zeros,

    /// <summary>A category of its own, after all others.</summary>
    Own,
}
