using System.Diagnostics;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>Tells when all threads of this process are idle; a test that asks runs alone (<see cref="OneClockForAll"/>).</summary>
internal static class Idleness
{
    private const int Looks = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Ends when the thread pool has nothing left to do, or the task is done, whichever is first.</summary>
    /// <exception cref="TimeoutException">A thread does not become idle.</exception>
    public static Task WaitAsync(Task? task)
    {
        // A thread of its own looks: the thread that waits must not count as one that works.
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Watch(task, idle)) { IsBackground = true, Name = "Idleness" }.Start();
        return idle.Task;
    }

    private static void Watch(Task? task, TaskCompletionSource idle)
    {
        var began = Stopwatch.GetTimestamp();
        for (var (looks, done) = (0, -1L); looks < Looks && task is not { IsCompleted: true };)
        {
            var doneNow = ThreadPool.CompletedWorkItemCount;
            looks = NobodyWorks() && doneNow == done ? looks + 1 : 0;
            done = doneNow;
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                idle.SetException(new TimeoutException($"Somebody still works after {Patience}; {ThreadPool.PendingWorkItemCount} items wait for a thread."));
                return;
            }

            Thread.Yield();
        }

        idle.SetResult();
    }

    private static bool NobodyWorks()
    {
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return ThreadPool.PendingWorkItemCount == 0 && all == free;
    }
}
