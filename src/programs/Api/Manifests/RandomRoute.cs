using System.Security.Cryptography;

namespace Ingot.Api.Manifests;

/// <summary>Makes host names that nobody has yet, for <c>random-route</c>: <c>APP-calm-otter-kd</c>.</summary>
internal static class RandomRoute
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Qualities =
    [
        "bold", "brave", "brisk", "calm", "clever", "daring", "eager", "fair", "fond", "gentle", "glad", "grand", "happy", "honest", "keen",
        "kind", "lively", "loyal", "merry", "noble", "proud", "quick", "quiet", "sharp", "shy", "smart", "sunny", "swift", "warm", "wise",
    ];

    private static readonly string[] Animals =
    [
        "badger", "bear", "beaver", "bison", "crane", "deer", "dolphin", "eagle", "falcon", "ferret", "finch", "fox", "gecko", "hare",
        "heron", "ibex", "jaguar", "koala", "lemur", "lynx", "marten", "newt", "otter", "owl", "panda", "puffin", "raven", "seal", "swan",
        "wolf",
    ];

    public static string HostFor(string app) => $"{app}-{One(Qualities)}-{One(Animals)}-{One(Letters)}{One(Letters)}";

    private static char One(string choices) => choices[RandomNumberGenerator.GetInt32(choices.Length)];

    private static string One(string[] choices) => choices[RandomNumberGenerator.GetInt32(choices.Length)];
}
