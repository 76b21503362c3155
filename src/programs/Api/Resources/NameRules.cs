using Ingot.Api.Http;

namespace Ingot.Api.Resources;

/// <summary>What is asked of the names people give to apps, spaces and organizations.</summary>
internal static class NameRules
{
    private const int Maximum = 255;

    public static void Check(string? name, Faults faults)
    {
        faults.AddIf(string.IsNullOrWhiteSpace(name), "Name can't be blank");
        faults.AddIf(name?.Length > Maximum, $"Name is too long (maximum is {Maximum} characters)");
        faults.AddIf(name?.Any(char.IsControl) == true, "Name must not contain control characters such as line ends");
    }
}
