using Ingot.Manifests.Apps;

namespace Ingot.Manifests.Tests.Apps;

public sealed class SizesTests
{
    [Theory]
    [InlineData("512mb", 512L << 20)]
    [InlineData("512M", 512L << 20)]
    [InlineData("1G", 1L << 30)]
    [InlineData("1.5 GiB", 3L << 29)]
    [InlineData("64KiB", 64L << 10)]
    [InlineData("1tb", 1L << 40)]
    [InlineData("7B", 7)]
    public void A_size_is_read_in_any_case_and_unit(string text, long bytes) => Assert.Equal(bytes, Sizes.TryParse(text));

    [Theory]
    [InlineData("512")]
    [InlineData("M")]
    [InlineData("")]
    [InlineData("-1G")]
    [InlineData("1.2.3G")]
    [InlineData("1PB")]
    [InlineData("99999999999999999999T")]
    [InlineData("999999999999999999999999999999999999T")]
    public void Anything_else_is_no_size(string text) => Assert.Null(Sizes.TryParse(text));
}
