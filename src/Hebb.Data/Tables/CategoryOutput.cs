namespace Hebb;

/// <summary>What a category becomes.</summary>
public enum CategoryOutput
{
    /// <summary>A number for each category of the training rows: 1 for the one it is, 0 for the others.</summary>
    OneHot,

    /// <summary>The number of the category, from 0 in the order of the sorted texts: for an Embedding, or as the label of a classifier.</summary>
    Index,

    /// <summary>One-hot by a hash of the text, into a fixed number of buckets: for columns of very many categories, of which two may share one.</summary>
    Hashed,
}
