using Hebb.Benchmarks.Kernels;

Action<TextWriter>? figures = args.FirstOrDefault() switch
{
    "gemm" => GemmFigures.Run,
    "convolution" => ConvolutionFigures.Run,
    "pool" => PoolFigures.Run,
    _ => null,
};
if (figures is null)
{
    Console.Error.WriteLine("Hebb.Benchmarks: say what to measure: gemm, convolution, pool");
    return 2;
}
figures(Console.Out);
return 0;
