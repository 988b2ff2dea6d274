// Much of each of these tests is waiting for processes, so more of them than there are processors run at once.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
