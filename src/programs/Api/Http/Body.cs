using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ingot.Api.Http;

/// <summary>What comes in: a JSON object, or one inside another, that refuses fields it does not know.</summary>
internal abstract record Body
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Says every fault, unknown fields first.</summary>
    public void CheckAll(Faults faults)
    {
        if (Unknown is { Count: > 0 })
            faults.Add($"Unknown field(s): {string.Join(", ", Unknown.Keys.Select(key => $"'{key}'"))}");
        Check(faults);
    }

    /// <summary>Adds what is wrong with the fields.</summary>
    protected virtual void Check(Faults faults) { }
}

/// <summary>All that is wrong with a request, said at once in one text: clients skip their special handling when there are several.</summary>
internal sealed class Faults
{
    private readonly List<string> texts = [];

    public void Add(string text) => texts.Add(text);

    public void AddIf(bool wrong, string text)
    {
        if (wrong)
            texts.Add(text);
    }

    public void ThrowIfAny()
    {
        if (texts.Count > 0)
            throw Errors.Unprocessable.With(string.Join(", ", texts));
    }
}
