using Ingot.Cli.Failures;
using Ingot.Cli.Pushing;

namespace Ingot.Cli.Tests.Pushing;

public sealed class IgnoreRulesTests
{
    [Theory]
    [InlineData("", ".git/HEAD", true)]
    [InlineData("", "sub/manifest.yml", true)]
    [InlineData("", "index.html", false)]
    [InlineData("*.log", "deep/down/a.log", true)]
    [InlineData("*.log", "a.log.txt", false)]
    [InlineData("/build", "build/x", true)]
    [InlineData("/build", "src/build/x", false)]
    [InlineData("build/", "src/build/x", true)]
    [InlineData("*.log\n!keep.log", "keep.log", false)]
    [InlineData("# *.log", "a.log", false)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("file?.[ch]", "file1.c", true)]
    [InlineData("file?.[!ch]", "file1.c", false)]
    [InlineData("\\#notes", "#notes", true)]
    [InlineData("a\\[1]", "a[1]", true)]
    public void A_path_is_ignored_as_the_last_rule_about_it_says(string rules, string path, bool isIgnored) =>
        Assert.Equal(isIgnored, IgnoreRules.Parse(rules).Ignores(path));

    [Theory]
    [InlineData("[z-a].txt")]
    [InlineData("[]")]
    public void What_is_no_pattern_is_refused_by_name(string rule) =>
        Assert.StartsWith($"'{rule}' in .cfignore is not a pattern: ", Assert.Throws<CommandException>(() => IgnoreRules.Parse($"*.log\n{rule}\n")).Message);
}
