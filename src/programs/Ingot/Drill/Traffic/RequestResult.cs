namespace Ingot.Drill.Traffic;

/// <summary>How a request ended.</summary>
internal enum Ending
{
    /// <summary>With a whole answer of the app, whatever its status.</summary>
    Answered,

    /// <summary>The front door did not accept the connection.</summary>
    Refused,

    /// <summary>The router answered in place of the app, and no byte had gone to an instance.</summary>
    Unserved,

    /// <summary>The router answered that the instance which had the request did not.</summary>
    InstanceFailed,

    /// <summary>The connection ended without a byte of answer.</summary>
    NoAnswer,

    /// <summary>The connection ended in the middle of the answer.</summary>
    Truncated,

    /// <summary>No whole answer came within the client's patience.</summary>
    TimedOut,
}

/// <summary>One request of the traffic and what became of it. It was never sent a second time.</summary>
/// <param name="RouterError">The router's word for why it answered in place of the app.</param>
/// <param name="DueAt">When it was to be sent; the answer's time counts from here, however late the client came to it.</param>
internal readonly record struct RequestResult(TimeSpan DueAt, TimeSpan EndedAt, bool IsPost, bool IsNewConnection, Ending Ending, string? RouterError = null)
{
    public TimeSpan Took => EndedAt - DueAt;

    public bool Failed => Ending != Ending.Answered;

    /// <summary>How it ended, in words.</summary>
    public string How => RouterError is null ? Ending.ToString() : $"{Ending}: {RouterError}";

    /// <summary>Whether whoever held the request could have tried again: nothing had reached an instance, or it was a GET without a byte of answer.</summary>
    public bool MayBeRetried => Ending is Ending.Refused or Ending.Unserved || (!IsPost && Ending != Ending.Truncated);

    /// <summary>Whether it was under way at a moment, or began within the slack after it: what dies is not noticed everywhere at once.</summary>
    public bool IsUnderWayAt(TimeSpan moment, TimeSpan slack) => DueAt <= moment + slack && EndedAt >= moment;
}
