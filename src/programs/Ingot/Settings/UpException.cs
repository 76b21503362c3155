namespace Ingot.Settings;

/// <summary>The platform cannot be started; the message names the option, its value and the cure.</summary>
internal sealed class UpException(string message) : Exception(message);
