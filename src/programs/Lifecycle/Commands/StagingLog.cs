namespace Ingot.Lifecycle.Commands;

/// <summary>The staging log in the layout buildpacks have: <c>-----></c> opens a step, seven blanks go before its details.</summary>
internal sealed class StagingLog(TextWriter output)
{
    private readonly Lock gate = new();

    public void Step(string text) => Line("-----> " + text);

    public void Detail(string text) => Line("       " + text);

    public void Warning(string text) => Detail("WARNING: " + text);

    public void Line(string text)
    {
        // Lines come from a child's two streams at once.
        lock (gate)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }
}
