using Ingot.Roles;

// Running completions inline saves a thread hand-over per socket operation. Read once by the runtime, before any socket exists.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", args is ["router" or "drill", ..] ? "1" : null);

return args switch
{
    ["controller"] => await ControllerRole.RunAsync(),
    ["router"] => await RouterRole.RunAsync(),
    ["cell", _] => await CellRole.RunAsync(),
    [Ingot.Supervision.Handover.Role, _] => await Ingot.Up.ResumeRole.RunAsync(),
    [Ingot.Upgrade.SuccessorTrial.Role, _] => await Ingot.Upgrade.SuccessorTrial.RunAsync(),
    ["stage", .. var rest] => await Ingot.Lifecycle.StageCommand.RunAsync(rest),
    ["static", .. var rest] => await Ingot.Lifecycle.Static.StaticCommand.RunAsync(rest),
    _ => await Ingot.Operate.CommandLine.RunAsync(args),
};
