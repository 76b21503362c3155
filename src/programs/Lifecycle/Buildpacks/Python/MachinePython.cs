using Ingot.Hosting;

namespace Ingot.Lifecycle.Buildpacks.Python;

/// <summary>An interpreter of the machine that has the requirements already, made reachable under the names apps use.</summary>
internal static class MachinePython
{
    /// <summary>Writes <c>python</c>, <c>python3</c> and the commands of the required distributions (gunicorn, celery, …).</summary>
    public static void Link(BuildpackContext context, Interpreter interpreter)
    {
        // Not links: an interpreter inside a virtual environment finds its packages by the path it is started with.
        var start = $"#!/bin/sh\nexec {ShellText.Quote(interpreter.Executable)} \"$@\"\n";
        context.WriteProgram("python", start);
        context.WriteProgram("python3", start);
        foreach (var (name, target) in interpreter.Scripts)
        {
            if (name.Contains('/') || target.Split('[')[0].Trim().Split(':') is not [var module, var function])
                continue;
            context.WriteProgram(
                name,
                $"""
                #!/usr/bin/env python
                import sys
                from {module} import {function.Split('.')[0]}
                sys.exit({function}())

                """
            );
        }
    }
}
