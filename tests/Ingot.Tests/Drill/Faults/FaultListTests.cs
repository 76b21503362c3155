using Ingot.Drill.Faults;
using Ingot.Drill.Target;

namespace Ingot.Tests.Drill.Faults;

public sealed class FaultListTests
{
    [Fact]
    public void Without_a_choice_every_fault_is_caused()
    {
        Assert.Equal(FaultList.All, FaultList.Choose(only: null, except: null));
        Assert.Equal(FaultList.All.Count, FaultList.All.DistinctBy(fault => fault.Name).Count());
    }

    [Fact]
    public void Faults_are_chosen_by_name_and_caused_in_their_own_order()
    {
        var chosen = FaultList.Choose("kill-router, kill-zone,scale", "scale");

        Assert.Equal(["kill-zone", "kill-router"], chosen.Select(fault => fault.Name));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_those_there_are()
    {
        var refusal = Assert.Throws<DrillException>(() => FaultList.Choose("kill-moon", except: null));

        Assert.StartsWith("--only kill-moon: there is no such fault. There are kill-instance, ", refusal.Message);
        Assert.Throws<DrillException>(() => FaultList.Choose("scale", "scale"));
    }
}
