using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>Where a token stands, as told with every answer.</summary>
internal readonly record struct QuotaReading(int QpsAllotted, int QpsCurrent, int QuotaAllotted, int QuotaCurrent)
{
    public void WriteTo(IHeaderDictionary headers)
    {
        headers["X-Accesstoken-Qps-Allotted"] = Text(QpsAllotted);
        headers["X-Accesstoken-Qps-Current"] = Text(QpsCurrent);
        headers["X-Accesstoken-Quota-Allotted"] = Text(QuotaAllotted);
        headers["X-Accesstoken-Quota-Current"] = Text(QuotaCurrent);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
