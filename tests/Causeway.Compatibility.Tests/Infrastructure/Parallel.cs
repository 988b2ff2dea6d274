// Much of each of these tests is waiting for processes, so more of them than there are processors run at once.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
