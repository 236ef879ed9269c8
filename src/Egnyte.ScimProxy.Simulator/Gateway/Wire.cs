using Egnyte.ScimProxy.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>Sends an answer as its delivery says. What waits here ends with the caller, with the host, or when faults are cleared.</summary>
internal sealed class Wire(TimeProvider time, CancellationToken stopping)
{
    public async Task SendAsync(Answer answer, HttpContext context, Task cleared)
    {
        switch (answer.Delivery)
        {
            case Delivery.Reset:
                context.Abort();
                break;
            case Delivery.Hang:
                using (var gone = Gone(context))
                {
                    await cleared.WaitAsync(gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                context.Abort();
                break;
            case Delivery.Drip:
                await DripAsync(answer, context, cleared);
                break;
            case Delivery.Cut:
                await CutAsync(answer, context);
                break;
            default:
                await answer.WriteAsync(context.Response);
                break;
        }
    }

    private async Task DripAsync(Answer answer, HttpContext context, Task cleared)
    {
        answer.WriteHead(context.Response);
        await context.Response.StartAsync(CancellationToken.None);
        using var gone = Gone(context);
        foreach (var drop in answer.Parts.SelectMany(part => part).Select(value => new[] { value }))
        {
            await cleared.WaitAsync(answer.Interval, time, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (gone.IsCancellationRequested)
            {
                context.Abort();
                return;
            }

            await context.Response.Body.WriteAsync(drop, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task CutAsync(Answer answer, HttpContext context)
    {
        var whole = answer.Parts.SelectMany(part => part).ToArray();
        answer.WriteHead(context.Response);
        context.Response.ContentLength = whole.Length + 1;
        await context.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2));
        await context.Response.Body.FlushAsync();
        // Less than was announced: Kestrel sends what there is and closes the connection.
    }

    private CancellationTokenSource Gone(HttpContext context) =>
        CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
}
