using System.Security.Cryptography;
using Hebb.Kernels;

namespace Hebb.Data.Tests;

public sealed class GlyphsTests
{
    [Fact]
    public void The_same_seed_draws_the_same_bytes_on_any_number_of_threads()
    {
        int threads = WorkerPool.Threads;
        try
        {
            string[] sums = [.. new[] { 1, 2, 5 }.Select(count =>
            {
                WorkerPool.Threads = count;
                return Sum(Hebb.Glyphs.Generate(seed: 1, train: 1000, test: 200));
            })];
            // The sum is that of every machine: if it changes, so does every figure that was ever measured on these data.
            Assert.All(sums, sum => Assert.Equal("843673af5bf64e5ca18e09729a5ff18cf8f17ac7ba7c79781e60b412cca52126", sum));
        }
        finally
        {
            WorkerPool.Threads = threads;
        }
    }

    [Fact]
    public void Another_seed_draws_others_and_test_pictures_are_not_training_pictures()
    {
        (Dataset train, Dataset test) = Hebb.Glyphs.Generate(seed: 1, train: 50, test: 50);
        Assert.NotEqual(train.ImageAt(0).Pixels.ToArray(), test.ImageAt(0).Pixels.ToArray());
        Assert.NotEqual(train.ImageAt(0).Pixels.ToArray(), Hebb.Glyphs.Generate(seed: 2, train: 50, test: 50).Train.ImageAt(0).Pixels.ToArray());
    }

    [Fact]
    public void A_longer_set_begins_with_the_shorter_one()
    {
        (Dataset few, _) = Hebb.Glyphs.Generate(seed: 1, train: 10, test: 10);
        (Dataset many, _) = Hebb.Glyphs.Generate(seed: 1, train: 200, test: 30);
        for (int i = 0; i < few.Count; i++) Assert.Equal(few.ImageAt(i).Pixels.ToArray(), many.ImageAt(i).Pixels.ToArray());
    }

    [Fact]
    public void Pictures_look_like_pictures_of_digits()
    {
        (Dataset data, _) = Hebb.Glyphs.Generate(seed: 3, train: 5000, test: 1);
        Assert.Equal([28, 28, 1], data.InputShape);
        int[] counts = new int[10];
        for (int i = 0; i < data.Count; i++)
        {
            counts[data.LabelAt(i)]++;
            byte[] pixels = data.ImageAt(i).Pixels.ToArray();
            Assert.InRange(pixels.Count(p => p > 127), 12, 400);          // strokes, and not blots
            Assert.InRange(pixels.Average(p => (double)p), 4, 130);
            Assert.True(pixels.Take(28).Count(p => p > 127) < 20);        // hardly anything touches the border
        }
        Assert.All(counts, count => Assert.InRange(count, 400, 600));
    }

    [Fact]
    public void Every_way_to_write_a_digit_fits_the_painter()
    {
        Assert.Equal(10, GlyphShapes.Digits.Count);
        foreach (GlyphShape shape in GlyphShapes.Digits.SelectMany(shapes => shapes))
        {
            Assert.True(shape.Points[^1].Last);
            Assert.True(shape.Points.Length * GlyphPainter.Pieces <= GlyphPainter.MostPoints);
            Assert.All(shape.Points, point => Assert.True(point is { X: >= 0 and <= 100, Y: >= 0 and <= 100 }));
        }
    }

    [Fact]
    public void Counts_must_be_positive() => Assert.Throws<OptionException>(() => Hebb.Glyphs.Generate(seed: 1, train: 0));

    private static string Sum((Dataset Train, Dataset Test) data)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Dataset part in new[] { data.Train, data.Test })
        {
            for (int i = 0; i < part.Count; i++)
            {
                hash.AppendData(part.ImageAt(i).Pixels);
                hash.AppendData([(byte)part.LabelAt(i)]);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
