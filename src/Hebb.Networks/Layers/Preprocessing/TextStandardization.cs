namespace Hebb;

/// <summary>What is done to a text before it is split.</summary>
public enum TextStandardization
{
    /// <summary>Small letters, and punctuation is taken out: <c>It's!</c> becomes <c>its</c>.</summary>
    LowerAndStripPunctuation,

    /// <summary>Small letters.</summary>
    Lower,

    /// <summary>Punctuation is taken out.</summary>
    StripPunctuation,

    /// <summary>Nothing.</summary>
    None,
}
