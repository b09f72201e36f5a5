namespace Hebb.Cli.Tests;

public class PlanCommandTests
{
    [Fact]
    public void A_step_is_shown_instruction_by_instruction()
    {
        string output = Command.Succeed("plan", "lenet5", "--batch", "16").Output;

        Assert.Contains("a training step of 'lenet5' with 16 samples", output);
        Assert.Contains("conv2d/kernel [5,5,1,6]", output);
        Assert.Contains("44,426 parameters", output);
        Assert.Contains("nominal", output);
        Assert.DoesNotContain("GB/s\n", output.Split("instructions")[0]);
    }

    [Fact]
    public void With_profile_the_time_of_each_is_shown() =>
        Assert.Matches(@"MatMul +.* us +[\d.]+ % +[\d.]+ +[\d.]+\n(.|\n)*times the least", Command.Succeed("plan", "softmax", "--batch", "1", "--profile").Output);
}
