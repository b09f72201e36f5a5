namespace Hebb;

/// <summary>Reads a folder of training and test data, whatever of the usual kinds it is.</summary>
/// <remarks>In this order: MNIST's four IDX files; <c>train</c> and <c>test</c>, each with a folder of PNG pictures for each class (<see cref="ImageFolder"/>);
/// or just those folders,
/// of which a tenth of every class then becomes the test data.</remarks>
/// <example><code>var (train, test) = DataFolder.Load("photos");</code></example>
public static class DataFolder
{
    private const double TestFraction = 0.1;

    /// <summary>Reads the data to train on and those to test with.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="channels">Of PNG pictures: 1 for grey, 3 for RGB; without it, as they are.</param>
    /// <exception cref="DataException">The folder does not exist or is of none of these kinds, or a file in it cannot be read.</exception>
    public static (Dataset Train, Dataset Test) Load(string folder, int? channels = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
        {
            throw File.Exists(folder)
                ? DataFile.Error(folder, "Data: this is a file, not a folder.", "a folder was expected", "give the folder in which the data lie")
                : DataFile.Error(folder, "Data: there is no such folder.", $"looked from '{Environment.CurrentDirectory}'", "check the spelling of the path");
        }
        if (IdxCollection.IsIn(folder)) return IdxCollection.Read(folder, Digits.Names);

        string train = Path.Combine(folder, "train"), test = Path.Combine(folder, "test");
        if (!Directory.Exists(train) || !Directory.Exists(test)) return ImageFolder.Load(folder, channels).Split(TestFraction, seed: 0);

        Dataset trainData = ImageFolder.Load(train, channels), testData = ImageFolder.Load(test, channels);
        if (!trainData.ClassNames.SequenceEqual(testData.ClassNames))
        {
            throw DataFile.Error(folder, "Data: training and test data have different classes.",
                $"train: {string.Join(", ", trainData.ClassNames)}; test: {string.Join(", ", testData.ClassNames)}", "give both the same sub-folders");
        }
        if (trainData.InputShape != testData.InputShape)
        {
            throw DataFile.Error(folder, "Data: training and test pictures differ in size.", $"train {trainData.InputShape}, test {testData.InputShape}",
                "scale all pictures to one size, and give all the same number of channels");
        }
        return (trainData, testData);
    }
}
