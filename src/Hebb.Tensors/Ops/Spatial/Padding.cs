namespace Hebb;

/// <summary>What a convolution or a pooling does at the borders.</summary>
public enum Padding
{
    /// <summary>Only windows that lie within the image: the output is smaller by the window's size less one (before strides).</summary>
    Valid,

    /// <summary>Pads so that the output is as large as the input, divided by the stride and rounded up. An odd amount puts one more at the bottom and at the
    /// right, as in Keras.</summary>
    Same,
}
