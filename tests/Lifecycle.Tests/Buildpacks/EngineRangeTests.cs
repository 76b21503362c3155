using Ingot.Lifecycle.Buildpacks.Node;

namespace Ingot.Lifecycle.Tests.Buildpacks;

public sealed class EngineRangeTests
{
    [Theory]
    [InlineData("*", true)]
    [InlineData("", true)]
    [InlineData("20", true)]
    [InlineData("20.x", true)]
    [InlineData("20.11", false)]
    [InlineData("v20.12.1", true)]
    [InlineData("=20.12.2", false)]
    [InlineData("^20.3.0", true)]
    [InlineData("^21", false)]
    [InlineData("^0.12.0", false)]
    [InlineData("~20.12", true)]
    [InlineData("~20.11.9", false)]
    [InlineData(">=18", true)]
    [InlineData(">20", false)]
    [InlineData("<20", false)]
    [InlineData("<=20", true)]
    [InlineData(">= 18.0.0 < 20.12.1", false)]
    [InlineData(">=18 <21", true)]
    [InlineData("16 || ^18 || >=20", true)]
    [InlineData("18 - 20.12", true)]
    [InlineData("18.0.0 - 19", false)]
    public void A_range_is_read_as_npm_reads_it(string range, bool contains) =>
        Assert.Equal(contains, EngineRange.Parse(range)!.Contains(new Version(20, 12, 1)));

    [Theory]
    [InlineData("lts/*")]
    [InlineData("newest")]
    [InlineData(">=18 or so")]
    [InlineData("20.1.2.3")]
    public void What_is_no_range_is_not_read_as_one(string text) => Assert.Null(EngineRange.Parse(text));
}
