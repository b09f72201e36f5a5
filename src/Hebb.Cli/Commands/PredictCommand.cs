using System.CommandLine;

namespace Hebb.Cli;

/// <summary><c>hebb predict</c></summary>
internal static class PredictCommand
{
    private const int MostClasses = 10, BarWidth = 30;
    private const double Least = 0.0005;   // shown as 0.1 %

    public static Command Create()
    {
        Argument<string> model = new("model") { HelpName = "MODEL", Description = "a model.hebb that hebb train wrote" };
        Argument<string[]> images = new("image") { HelpName = "IMAGE", Arity = ArgumentArity.OneOrMore };
        images.Description = "PNG images of the size that the model was trained on";
        Option<bool> json = Settings.Json("print a JSON object for each image");
        ExampleCommand command = new("predict",
            "Name what is in images, with the probability of each class. Images are read as they are: digits must be white on black, as in MNIST.",
            "hebb predict runs/lenet5/model.hebb seven.png",
            "hebb predict runs/lenet5/model.hebb scans/*.png --json")
        {
            model, images, json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(model)!, parsed.GetValue(images)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(string path, string[] images, bool json)
    {
        Model model = ModelFile.LoadClassifier(path);
        IReadOnlyList<string> classes = ModelFile.Classes(model);
        float[][] pixels = Array.ConvertAll(images, image => Read(image, model));   // all are read before anything is printed
        for (int i = 0; i < images.Length; i++)
        {
            Tensor input = Tensor.From(pixels[i], model.Inputs[0].Shape[1..].Insert(0, 1));
            Tensor output = model.Predict(input);
            float[] probabilities = (ModelFile.GivesProbabilities(model) ? output : output.Softmax(axis: -1)).ToArray<float>();
            if (json) WriteJson(images[i], classes, probabilities);
            else WriteText(images[i], classes, probabilities);
        }
        return 0;
    }

    private static float[] Read(string path, Model model)
    {
        Shape sample = model.Inputs[0].Shape[1..];
        if (sample is not [int height, int width, 1 or 3])
            throw new DataException($"hebb: the model '{model.Name}' does not take images.", $"it takes {sample}",
                "use a model that was trained on images: [height, width, 1] or [height, width, 3]");
        if (Directory.Exists(path))
            throw CommandLineError.At("argument IMAGE", $"'{path}' is a folder, not an image.", $"image '{path}'",
                $"name the files in it, such as {Path.Join(path, "*.png")}");
        if (!File.Exists(path))
            throw CommandLineError.At("argument IMAGE", $"there is no file '{path}'.", $"image '{path}'",
                "check the path; a relative one starts at the current folder");
        Image image = Png.Read(path);
        if (image.Height != height || image.Width != width)
        {
            DataException error = new("hebb: the image is of another size than those that the model was trained on.",
                $"image {image.Width} x {image.Height}   model {width} x {height}", $"scale it to {width} x {height} pixels");
            error.Within($"file '{path}'");
            throw error;
        }
        return Array.ConvertAll(image.To(sample[2]).Pixels.ToArray(), static value => (float)value);
    }

    private static void WriteText(string path, IReadOnlyList<string> classes, float[] probabilities)
    {
        int[] order = [.. Enumerable.Range(0, classes.Count).OrderByDescending(label => probabilities[label])];
        Console.Out.WriteLine($"{path}: {classes[order[0]]}");
        int names = order.Take(MostClasses).Max(label => classes[label].Length);
        foreach (int label in order.Take(MostClasses))
        {
            float probability = probabilities[label];
            if (probability < Least && label != order[0]) break;
            Console.Out.WriteLine($"  {classes[label].PadRight(names)}  {Bar(probability)} {Percent(probability)}");
        }
    }

    private static string Bar(float probability) => new string('█', (int)Math.Round(probability * BarWidth)).PadRight(BarWidth, '·');

    private static string Percent(float probability) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{100 * probability,5:0.0} %");

    private static void WriteJson(string path, IReadOnlyList<string> classes, float[] probabilities) => JsonLine.Write(json =>
    {
        json.WriteString("image", path);
        json.WriteString("class", classes[Array.IndexOf(probabilities, probabilities.Max())]);
        json.WriteStartObject("probabilities");
        for (int label = 0; label < classes.Count; label++) json.Number(classes[label], probabilities[label]);
        json.WriteEndObject();
    });
}
