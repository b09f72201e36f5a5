using System.Net;
using System.Security.Cryptography;

namespace Hebb.Data.Tests;

public sealed class IdxCollectionTests : IDisposable
{
    private readonly TemporaryFolder _published = new(), _folder = new();

    public void Dispose()
    {
        _published.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void Files_in_the_folder_given_are_found_plain_or_compressed(string suffix)
    {
        IdxFile.WriteCollection(_folder, train: 4, test: 2, suffix);
        (Dataset train, Dataset test) = Mnist.Load(_folder.Path);
        Assert.Equal((4, 2), (train.Count, test.Count));
        Assert.Equal("Ankle boot", FashionMnist.Load(_folder.Path).Train.ClassNames[9]);
    }

    [Fact]
    public void Names_with_a_dot_are_found_too()
    {
        IdxFile.WriteCollection(_folder, train: 4, test: 2);
        foreach (string name in IdxCollection.FileNames) File.Move(_folder[name], _folder[name.Replace("-idx", ".idx")]);
        Assert.Equal(4, Mnist.Load(_folder.Path).Train.Count);
    }

    [Fact]
    public void What_is_not_there_is_told_with_the_places_and_the_names() =>
        Snapshot.Throws<DataException>("mnist_absent", () => Mnist.Load(_folder["absent"]), hide: _folder.Path);

    [Fact]
    public void Training_and_test_images_must_have_one_size()
    {
        IdxFile.WriteCollection(_folder, train: 4, test: 2);
        _folder.Write("t10k-images-idx3-ubyte", IdxFile.Make([2, 3, 3], IdxFile.Counting(18)));
        Assert.Equal("Idx: training and test images differ in size.", Assert.Throws<DataException>(() => Mnist.Load(_folder.Path)).What);
    }

    [Fact]
    public async Task What_is_missing_is_fetched_checked_and_kept()
    {
        (IdxCollection collection, Network network) = Publish();
        string target = _folder["new"];
        Assert.Equal(target, await collection.DownloadAsync(target, network, default));
        Assert.Equal(4, network.Asked.Count);
        Assert.Equal(4, collection.Load(target, download: false).Train.Count);
        Assert.Equal(4, Directory.GetFiles(target).Length);
        await collection.DownloadAsync(target, network, default);
        Assert.Equal(4, network.Asked.Count);  // nothing was missing
    }

    [Fact]
    public async Task A_mirror_that_fails_or_gives_another_file_is_followed_by_the_next()
    {
        (IdxCollection collection, Network network) = Publish();
        network.Broken = "first";
        await collection.DownloadAsync(_folder["a"], network, default);
        Assert.Equal(8, network.Asked.Count);
        network.Broken = "";
        network.Garbled = "first";
        await collection.DownloadAsync(_folder["b"], network, default);
        Assert.Equal(4, collection.Load(_folder["b"], download: false).Train.Count);
    }

    [Fact]
    public async Task Without_a_network_the_error_says_which_files_to_put_where_and_nothing_is_left()
    {
        (IdxCollection collection, Network network) = Publish();
        network.Broken = "mirror";
        DataException error = await Assert.ThrowsAsync<DataException>(() => collection.DownloadAsync(_folder["new"], network, default));
        Snapshot.Matches("mnist_no_network", error.Message, hide: _folder.Path);
        Assert.False(Directory.Exists(_folder["new"]));
    }

    [Fact]
    public async Task Other_content_is_refused_even_when_it_never_ends()
    {
        (IdxCollection collection, Network network) = Publish();
        network.Garbled = "mirror";
        DataException error = await Assert.ThrowsAsync<DataException>(() => collection.DownloadAsync(_folder["new"], network, default));
        Assert.Contains("another file (SHA-256 ", error.Values);
        (network.Garbled, network.Endless) = ("", "mirror");
        error = await Assert.ThrowsAsync<DataException>(() => collection.DownloadAsync(_folder["new"], network, default));
        Assert.Contains("another file (more than ", error.Values);
        Assert.False(Directory.Exists(_folder["new"]));
    }

    [Fact]
    public async Task Cancelling_stops_the_wait()
    {
        (IdxCollection collection, Network network) = Publish();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collection.DownloadAsync(_folder["new"], network, new CancellationToken(canceled: true)));
    }

    [DataFact("mnist")]
    public void Mnist_itself_is_read()
    {
        string folder = DataFactAttribute.DataFolderOf("mnist")!;
        (Dataset train, Dataset test) = Mnist.Load(folder);
        Assert.Equal((60000, 10000), (train.Count, test.Count));
        Assert.Equal([28, 28, 1], train.InputShape);
        Assert.Equal([5, 0, 4, 1, 9], Enumerable.Range(0, 5).Select(train.LabelAt));
        Assert.Equal([7, 2, 1, 0, 4], Enumerable.Range(0, 5).Select(test.LabelAt));
        Assert.Equal(5923, Enumerable.Range(0, 60000).Count(i => train.LabelAt(i) == 0));
        Normalization normalization = new();
        normalization.Adapt(train);
        normalization.Call(Tensor.Zeros([1, 28, 28, 1]));
        Assert.Equal(0.1307, normalization.FeatureMean.ToArray<float>()[0] / 255.0, 4);  // the figures that everyone quotes
        Assert.Equal(0.3081, Math.Sqrt(normalization.FeatureVariance.ToArray<float>()[0]) / 255, 4);
        foreach (PublishedFile file in Mnist.Collection.Files)
        {
            byte[] content = File.ReadAllBytes(Path.Combine(folder, file.Name));
            Assert.Equal((file.Length, file.Sha256), (content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        }
    }

    private (IdxCollection Collection, Network Network) Publish()
    {
        IdxFile.WriteCollection(_published, train: 4, test: 2, ".gz");
        PublishedFile[] files = Array.ConvertAll(IdxCollection.FileNames, name =>
        {
            byte[] content = File.ReadAllBytes(_published[name + ".gz"]);
            return new PublishedFile(name + ".gz", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        });
        return (new("Small", "small", ["http://first.mirror/", "http://second.mirror/small/"], files, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]),
            new(_published));
    }

    private sealed class Network(TemporaryFolder published) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        public string Broken { get; set; } = "";

        public string Garbled { get; set; } = "";

        public string Endless { get; set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Uri address = request.RequestUri!;
            Asked.Add(address.ToString());
            if (Hits(Broken, address)) throw new HttpRequestException("no such host is known");
            byte[] content = File.ReadAllBytes(published[Path.GetFileName(address.AbsolutePath)]);
            if (Hits(Garbled, address)) content[^1] ^= 1;
            if (Hits(Endless, address)) content = [.. content, .. content];
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) });
        }

        private static bool Hits(string part, Uri address) => part.Length > 0 && address.Host.Contains(part, StringComparison.Ordinal);
    }
}
