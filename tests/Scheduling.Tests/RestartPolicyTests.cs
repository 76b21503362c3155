namespace Ingot.Scheduling.Tests;

public sealed class RestartPolicyTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 30)]
    [InlineData(4, 60)]
    [InlineData(5, 120)]
    [InlineData(6, 240)]
    [InlineData(7, 480)]
    [InlineData(8, 960)]
    [InlineData(199, 960)]
    public void The_wait_doubles_from_the_third_crash_on_up_to_sixteen_minutes(int count, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RestartPolicy.WaitAfter(count));

    [Fact]
    public void After_two_hundred_crashes_an_index_is_given_up() => Assert.Null(RestartPolicy.WaitAfter(200));

    [Fact]
    public void The_wait_is_over_at_its_end_and_not_before()
    {
        Assert.False(RestartPolicy.ShouldRestart(Some.Now.AddSeconds(29.9), Some.Now, crashCount: 3));
        Assert.True(RestartPolicy.ShouldRestart(Some.Now.AddSeconds(30), Some.Now, crashCount: 3));
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_nothing_wait_for_it() =>
        Assert.True(RestartPolicy.ShouldRestart(Some.Now.AddHours(-1), Some.Now, crashCount: 3));

    [Fact]
    public void More_than_five_minutes_of_running_start_the_count_again()
    {
        Assert.Equal(8, RestartPolicy.CountAfterCrash(7, TimeSpan.FromMinutes(5)));
        Assert.Equal(1, RestartPolicy.CountAfterCrash(7, TimeSpan.FromMinutes(5.1)));
    }
}
