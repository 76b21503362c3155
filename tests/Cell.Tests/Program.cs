using Ingot.Cell.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

// "cell DATA INCARNATION [FD]" makes this process a cell that a test can kill; anything else runs the tests.
if (args is not ["cell", var data, var incarnation, .. var pipe])
    return await ConsoleRunner.Run(args);
await using var cell = CellHost.Create(data, options => options with { Incarnation = incarnation, SupervisorPipeFd = pipe is [var fd] ? int.Parse(fd) : null });
await cell.RunAsync();
return 0;
