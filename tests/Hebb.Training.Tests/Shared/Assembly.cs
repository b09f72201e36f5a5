// Threads and collections are counted here: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
