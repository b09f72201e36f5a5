namespace Hebb;

/// <summary>What a text is split into.</summary>
public enum TextSplit
{
    /// <summary>Words: whatever stands between white space.</summary>
    Whitespace,

    /// <summary>Characters (Unicode's code points).</summary>
    Character,

    /// <summary>Nothing: the text is one token.</summary>
    None,
}
