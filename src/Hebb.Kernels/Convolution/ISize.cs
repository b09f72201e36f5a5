namespace Hebb.Kernels;

/// <summary>A number that is part of a method's type, so that the compiler knows it: of the text of a large register tile it leaves out what a smaller one does
/// not need.</summary>
internal interface ISize
{
    /// <summary>The number.</summary>
    static abstract int Count { get; }

    /// <summary>1.</summary>
    readonly struct One : ISize
    {
        public static int Count => 1;
    }

    /// <summary>2.</summary>
    readonly struct Two : ISize
    {
        public static int Count => 2;
    }

    /// <summary>3.</summary>
    readonly struct Three : ISize
    {
        public static int Count => 3;
    }

    /// <summary>4.</summary>
    readonly struct Four : ISize
    {
        public static int Count => 4;
    }

    /// <summary>5.</summary>
    readonly struct Five : ISize
    {
        public static int Count => 5;
    }

    /// <summary>6.</summary>
    readonly struct Six : ISize
    {
        public static int Count => 6;
    }
}
