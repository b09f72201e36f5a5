using Hebb.Testing;

namespace Hebb;

/// <summary>Auto-encoders are models of two models, encoder and decoder: plain, deep, denoising and sparse. (A160 to A162, A164.) The linear one is compared
/// with principal components where those are.</summary>
public sealed class AutoencoderTests
{
    /// <summary>A160: five numbers through three, where the five depend on three.</summary>
    [Fact]
    public void Five_numbers_that_depend_on_three_go_through_three()
    {
        Tensor samples = Tensor.Normal([200, 3], seed: 1).MatMul(Tensor.Normal([3, 5], seed: 2)).Detach();
        Sequential encoder = new([5], "encoder", seed: 1) { new Dense(3) }, decoder = new([3], "decoder", seed: 2) { new Dense(5) };
        Sequential model = new([5], "autoencoder") { encoder, decoder };
        Train(model, samples, samples, epochs: 200);
        Tensor code = encoder.Predict(samples);
        Assert.Equal([200, 3], code.Shape.Span.ToArray());
        TensorAssert.SameBits(model.Predict(samples), decoder.Predict(code));   // they are the model's own parts, trained with it
        Assert.InRange(Error(decoder.Predict(code), samples), 0, 1e-3);
    }

    [Fact]
    public void Encoder_and_decoder_are_saved_and_loaded_with_the_model()
    {
        using TemporaryFolder folder = new();
        Sequential encoder = new([5], "encoder", seed: 1) { new Dense(4, Activation.Tanh), new Dense(3) };
        Sequential decoder = new([3], "decoder", seed: 2) { new Dense(4, Activation.Tanh), new Dense(5) };
        Sequential model = new([5], "autoencoder") { encoder, decoder };
        string path = Path.Combine(folder.Path, "model.hebb");
        model.Save(path);
        var loaded = (Sequential)Model.Load(path);
        Tensor x = Tensor.Normal([6, 5], seed: 3);
        TensorAssert.SameBits(encoder.Predict(x), ((Model)loaded.Layers[0]).Predict(x));
        TensorAssert.SameBits(model.Predict(x), loaded.Predict(x));
    }

    /// <summary>A161: what is rebuilt from noisy pictures is nearer to the clean ones than an auto-encoder that never saw noise comes.</summary>
    [Fact]
    public void A_denoising_autoencoder_takes_noise_away()
    {
        Tensor clean = Pictures(), noisy = (clean + Tensor.Normal(clean.Shape, 0, 0.5, seed: 9)).Detach();
        Sequential plain = Autoencoder(), denoising = Autoencoder(new GaussianNoise(0.5));
        Train(plain, clean, clean, epochs: 60);
        Train(denoising, clean, clean, epochs: 60);
        double before = Error(noisy, clean), by = Error(denoising.Predict(noisy), clean);
        Assert.True(by < 0.3 * before, $"{by} of {before}");
        Assert.True(by < 0.9 * Error(plain.Predict(noisy), clean));
    }

    /// <summary>A162: with a penalty on the code's size, few of its units are far from zero for any one picture; and the penalty is told apart from the
    /// loss.</summary>
    [Fact]
    public void A_sparse_autoencoder_uses_few_units_of_its_code_at_a_time()
    {
        Tensor pictures = Pictures();
        double Active(double penalty, out double told)
        {
            Sequential encoder = new([64], "encoder", seed: 1) { new Dense(32, Activation.Relu), new ActivityRegularization(new L1(penalty)) };
            Sequential model = new([64], "sparse") { encoder, new Dense(64) };
            History history = Train(model, pictures, pictures, epochs: 60);
            told = history.Epochs[^1].Training.Metrics.FirstOrDefault(static metric => metric.Name == "penalty").Value;
            float[] code = encoder.Predict(pictures).ToArray<float>();
            return (double)code.Count(static value => value > 0.01f) / code.Length;
        }
        double dense = Active(0, out double none), sparse = Active(3e-3, out double some);
        Assert.Equal(0, none);
        Assert.True(some > 0);
        Assert.True(sparse < 0.6 * dense, $"{sparse} of {dense}");
    }

    private static Sequential Autoencoder(params Layer[] first) =>
        new([64], [.. first, new Dense(48, Activation.Elu()), new Dense(12), new Dense(48, Activation.Elu()), new Dense(64)], "autoencoder", seed: 1);

    private static History Train(Model model, Tensor x, Tensor y, int epochs) =>
        new Trainer(model) { Optimizer = new Adam(0.01) { Schedule = new CosineDecay() }, Loss = new MeanSquaredError() }.Fit(x, y, epochs, batch: 50);

    private static double Error(Tensor a, Tensor b) => (a - b).Square().Sum().ToScalar() / a.Shape[0];

    // 300 pictures of 8 by 8: a light bar across and one down, each at any place.
    private static Tensor Pictures()
    {
        Random random = new(4);
        var pixels = new float[300, 64];
        for (int n = 0; n < 300; n++)
        {
            int row = random.Next(8), column = random.Next(8);
            for (int i = 0; i < 8; i++) pixels[n, 8 * row + i] = pixels[n, 8 * i + column] = 1;
        }
        return Tensor.From(pixels);
    }
}
