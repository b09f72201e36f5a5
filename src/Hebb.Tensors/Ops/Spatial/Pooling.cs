using Hebb.Kernels;

namespace Hebb;

/// <summary>The windows of a pooling: attributes of its op and of its gradients.</summary>
internal readonly record struct Pooling(Size2D Size, Size2D Stride, Padding2D Pad)
{
    /// <summary>The windows over these images, from the user's arguments.</summary>
    public static Pooling Of(string name, TensorSpec images, Size2D size, Size2D? stride, Padding padding)
    {
        SpatialArguments.CheckImages(name, images);
        Size2D step = stride ?? size;
        SpatialArguments.CheckSize(name, "window", size, images.Shape);
        SpatialArguments.CheckSize(name, "stride", step, images.Shape);
        SpatialArguments.CheckReach(name, "window", size, 1, images.Shape);
        return new(size, step, Padding2D.Of(padding, images.Shape, size, step, 1));
    }

    /// <summary>Checks the images, and gives the output's spec.</summary>
    public TensorSpec Infer(string name, TensorSpec images)
    {
        SpatialArguments.CheckImages(name, images);
        SpatialArguments.CheckFit(name, "window", images.Shape, Size, 1, Pad);
        PoolingGeometry g = Geometry(images.Shape);
        return new([g.Batch, g.OutHeight, g.OutWidth, g.Channels], images.DType);
    }

    /// <summary>What the kernels take.</summary>
    public PoolingGeometry Geometry(Shape images) =>
        new(images[0], images[1], images[2], images[3], Size.Height, Size.Width, Stride.Height, Stride.Width, Pad.Top, Pad.Left, Pad.Bottom, Pad.Right);
}
