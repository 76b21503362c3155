// Each test starts processes and counts answers; side by side they would only measure one another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
