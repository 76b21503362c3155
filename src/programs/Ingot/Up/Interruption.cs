using System.Runtime.InteropServices;

namespace Ingot.Up;

/// <summary>The wish that this process end, by Ctrl-C or a signal.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly TaskCompletionSource interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> registrations;

    public Interruption() =>
        registrations =
        [
            .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal =>
                PosixSignalRegistration.Create(signal, Interrupt)
            ),
        ];

    public Task Task => interrupted.Task;

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        interrupted.TrySetResult();
    }
}
