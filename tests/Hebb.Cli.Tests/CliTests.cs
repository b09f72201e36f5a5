namespace Hebb.Cli.Tests;

public class CliTests
{
    [Theory]
    [InlineData("trian lenet5", "there is no command 'trian'", "did you mean 'train'?")]
    [InlineData("data lst", "there is no command 'lst'", "did you mean 'list'?")]
    [InlineData("train", "argument missing", "hebb train --help")]
    [InlineData("train lenet6", "there is no recipe 'lenet6'", "did you mean 'lenet5'?")]
    [InlineData("train lenet5 extra", "'extra' is one argument too many", "hebb train --help")]
    [InlineData("train lenet5 --epohcs 3", "there is no option '--epohcs'", "did you mean '--epochs'?")]
    [InlineData("train lenet5 --epochs -1", "--epochs -1 cannot be used", "a number from 1")]
    [InlineData("train lenet5 --epochs 0", "--epochs 0 cannot be used", "a number from 1")]
    [InlineData("train lenet5 --epochs three", "--epochs takes a whole number, and 'three' is none", "hebb train --help")]
    [InlineData("train lenet5 --epochs 99999999999", "--epochs takes a whole number", "hebb train --help")]
    [InlineData("train lenet5 --epochs", "argument missing for option: '--epochs'", "hebb train --help")]
    [InlineData("train lenet5 --epochs 1 --epochs 2", "--epochs", "hebb train --help")]
    [InlineData("train lenet5 --batch 0", "--batch 0 cannot be used", "128 is the default")]
    [InlineData("train lenet5 --optimizer adm", "there is no optimizer 'adm'", "did you mean 'adam'?")]
    [InlineData("train lenet5 --learning-rate -1", "--learning-rate -1 cannot be used", "above zero")]
    [InlineData("train lenet5 --learning-rate nan", "--learning-rate NaN cannot be used", "above zero")]
    [InlineData("train lenet5 --learning-rate fast", "--learning-rate takes a number, and 'fast' is none", "hebb train --help")]
    [InlineData("train lenet5 --validation 1", "--validation 1 cannot be used", "a fraction")]
    [InlineData("train lenet5 --validation 0.00001 --limit 100", "nothing would be held out", "another fraction")]
    [InlineData("train lenet5 --seed -3", "--seed -3 cannot be used", "zero or more")]
    [InlineData("train lenet5 --threads 0", "--threads 0 cannot be used", "from 1 to 256")]
    [InlineData("train lenet5 --threads 1000", "--threads 1000 cannot be used", "from 1 to 256")]
    [InlineData("train lenet5 --limit 0", "--limit 0 cannot be used", "at least one")]
    [InlineData("train lenet5 --data mnsit", "there is no data set and no folder 'mnsit'", "did you mean 'mnist'?")]
    [InlineData("train lenet5 --data /no/such/folder", "there is no data set and no folder '/no/such/folder'", "a folder that exists")]
    [InlineData("train lenet5 --data /dev/null", "'/dev/null' is a file", "a folder that exists")]
    [InlineData("train lenet5 --out /dev/null/x", "nothing can be written to '/dev/null/x'", "a folder that you may write to")]
    [InlineData("train lenet5 --resume", "--resume needs --out", "--out FOLDER --resume")]
    [InlineData("train lenet5 --force", "--force needs --out", "--out FOLDER --force")]
    [InlineData("train lenet5 --out x --resume --force", "contradict", "to begin anew")]
    [InlineData("train mlp --data fashion-mnist", "the data set 'fashion-mnist' is not on this machine", "data fetch fashion-mnist; or let the environment variable HEBB_DATA")]
    [InlineData("train lenet5 --set kernel=31", "the recipe 'lenet5' with kernel=31 cannot take samples of [28, 28, 1]", "set other values than kernel=31")]
    [InlineData("train mlp --optimizer rprop --set momentum=0.9", "the optimizer 'rprop' has no momentum", "sgd, momentum, nesterov")]
    [InlineData("train mlp --set momentum=0.9", "the optimizer 'adam' has no momentum", "sgd, momentum, nesterov")]
    [InlineData("data show nope", "there is no data set and no folder 'nope'", "use glyphs")]
    [InlineData("evaluate", "argument missing", "hebb evaluate --help")]
    [InlineData("evaluate no.hebb", "there is no file 'no.hebb'", "check the path")]
    [InlineData("predict no.hebb x.png", "there is no file 'no.hebb'", "check the path")]
    [InlineData("summary lenet5 --batch 0", "--batch 0 cannot be used", "a number from 1 to 65,536")]
    [InlineData("summary lenet55", "there is no recipe and no file 'lenet55'", "did you mean 'lenet5'?")]
    [InlineData("plan lenet6", "there is no recipe 'lenet6'", "did you mean 'lenet5'?")]
    [InlineData("plan lenet5 --batch 0", "--batch 0 cannot be used", "128 is the default")]
    [InlineData("plan lenet5 --batch many", "--batch takes a whole number, and 'many' is none", "hebb plan --help")]
    [InlineData("plan lenet5 --profil", "there is no option '--profil'", "did you mean '--profile'?")]
    [InlineData("data fetch minst", "there is no data set 'minst'", "did you mean 'mnist'?")]
    [InlineData("data fetch mnist --to /dev/null/x", "nothing can be written to '/dev/null/x'", "a folder that you may write to")]
    [InlineData("data show glyphs --count 0", "--count 0 cannot be used", "from 1 to 1000")]
    [InlineData("--verison", "there is no option '--verison'", "did you mean '--version'?")]
    public void A_mistake_on_the_command_line_ends_with_2_and_a_message_of_four_parts(string arguments, string what, string fix)
    {
        string[] lines = Command.Fail(2, arguments.Split(' ')).Split('\n');

        Assert.Contains(what, lines[0]);
        Assert.Contains(fix, lines[3]);
    }

    [Theory]
    [InlineData("", "train <RECIPE>")]
    [InlineData("data", "fetch <NAME>")]
    [InlineData("--help", "train <RECIPE>")]
    [InlineData("train --help", "hebb train lenet5 --data photos --validation 0.1 --json")]
    [InlineData("evaluate -h", "hebb evaluate runs/lenet5/model.hebb")]
    [InlineData("predict --help", "white on black")]
    [InlineData("plan --help", "hebb plan mlp --batch 32 --profile")]
    [InlineData("data fetch --help", "hebb data fetch mnist")]
    public void Help_shows_what_can_be_done_and_examples(string arguments, string expected) =>
        Assert.Contains(expected, Command.Succeed(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Output);

    [Fact]
    public void The_version_is_that_of_the_library() =>
        Assert.Equal(typeof(Tensor).Assembly.GetName().Version!.ToString(3), Command.Succeed("--version").Output.Trim());

    [Fact]
    public void Shells_are_told_what_can_come_next()
    {
        string[] words = Command.Succeed("[suggest:6]", "train ").Output.Split('\n', StringSplitOptions.TrimEntries);

        foreach (string expected in (string[])["softmax", "mlp", "lenet5", "--epochs", "--resume"]) Assert.Contains(expected, words);
    }

    [NeedsFact("sh", "-c", "test -c /dev/full")]
    public void Output_that_cannot_be_written_is_an_error_of_four_parts()
    {
        Outcome outcome = Command.End(Command.Start("sh", ["-c", $"dotnet '{Command.Library}' summary lenet5 > /dev/full"]));

        Assert.Equal(1, outcome.ExitCode);
        Command.HasFourParts(outcome.Error);
    }
}
