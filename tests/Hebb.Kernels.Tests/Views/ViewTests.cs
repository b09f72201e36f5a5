namespace Hebb.Kernels.Tests.Views;

public unsafe class ViewTests
{
    [Fact]
    public void A_view_shows_the_memory_itself()
    {
        float* memory = stackalloc float[6];
        View view = new((nint)memory, DType.Float32, [2, 3]);
        view.AsSpan<float>()[4] = 7;
        Assert.Equal(7, memory[4]);
        Assert.Equal((6, 6), (view.Count, view.As([6]).AsSpan<float>().Length));
    }

    [Fact]
    public void Elements_of_another_type_are_refused() => Snapshot.Throws<DTypeException>("view-type", () => new View(0, DType.Float32, [2]).AsSpan<int>());
}
