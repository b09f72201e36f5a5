using System.Runtime.Intrinsics;

namespace Hebb.Kernels.Tests;

public sealed unsafe class PanelsTests
{
    [Fact]
    public void A_transpose_of_any_size_touches_its_elements_only()
    {
        if (!Vector256.IsHardwareAccelerated) return;
        for (int rows = 1; rows < 40; rows++)
            for (int columns = 1; columns < 40; columns++)
            {
                using GuardedMemory from = new(rows * columns * sizeof(float)), to = new(rows * columns * sizeof(float));
                float* source = (float*)from.Address, target = (float*)to.Address;
                for (int i = 0; i < rows * columns; i++) source[i] = i;
                Panels<Vectors256<float>, float, Vector256<float>>.Transpose(source, 1, rows, rows, columns, columns, target);
                Check();
                if (!Vector512.IsHardwareAccelerated) continue;
                new Span<float>(target, rows * columns).Clear();
                Panels<Vectors512<float>, float, Vector512<float>>.Transpose(source, 1, rows, rows, columns, columns, target);
                Check();

                void Check()
                {
                    for (int i = 0; i < rows; i++)
                        for (int j = 0; j < columns; j++) Assert.Equal(source[j * rows + i], target[i * columns + j]);
                }
            }
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(9, 1)]
    public void A_panel_is_filled_up_with_zeros(int row, int column)
    {
        float[] from = [.. Enumerable.Range(0, 400).Select(i => (float)i)], to = [.. Enumerable.Repeat(-1f, 5 * 16)];
        fixed (float* source = from, target = to) Panels<Vectors128<float>, float, Vector128<float>>.Pack(source, row, column, 5, 3, 4, target);
        for (int k = 0; k < 5; k++) Assert.Equal([from[k * row], from[k * row + column], from[k * row + 2 * column], 0], to[(k * 4)..(k * 4 + 4)]);
        Assert.All(to[20..], value => Assert.Equal(-1f, value));
    }
}
