namespace Hebb;

public partial class Tensor
{
    /// <summary>The mean of each channel over a whole image: <c>[batch, height, width, channels]</c> becomes <c>[batch, channels]</c>. (Lin, Chen and Yan
    /// 2014.)</summary>
    /// <param name="keepDims">Keep height and width, with extent 1.</param>
    /// <exception cref="ShapeException">The tensor is no batch of images.</exception>
    /// <example><code>Tensor y = Tensor.Ones([8, 7, 7, 64]).GlobalAveragePool2D();   // [8, 64]</code></example>
    public Tensor GlobalAveragePool2D(bool keepDims = false)
    {
        SpatialArguments.CheckImages("GlobalAveragePool2D", Spec);
        return Mean([1, 2], keepDims);
    }

    /// <summary>The greatest value of each channel over a whole image: <c>[batch, height, width, channels]</c> becomes <c>[batch, channels]</c>.</summary>
    /// <param name="keepDims">Keep height and width, with extent 1.</param>
    /// <exception cref="ShapeException">The tensor is no batch of images.</exception>
    /// <example><code>Tensor y = Tensor.Ones([8, 7, 7, 64]).GlobalMaxPool2D();   // [8, 64]</code></example>
    public Tensor GlobalMaxPool2D(bool keepDims = false)
    {
        SpatialArguments.CheckImages("GlobalMaxPool2D", Spec);
        return Max([1, 2], keepDims);
    }
}
