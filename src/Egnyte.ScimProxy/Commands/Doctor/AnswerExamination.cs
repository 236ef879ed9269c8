using System.Globalization;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>How Egnyte answers the reads that provisioning needs.</summary>
internal static class AnswerExamination
{
    /// <summary>No account has it: a positive number, as every id of an account, with more digits than any that a source shows.</summary>
    private const long UnknownId = 999_999_999_999_999_999;

    /// <summary>An import of groups with members may cost this part of the day's calls (1 in so many) before advice is given.</summary>
    private const int PartOfTheDay = 3;

    /// <summary>The Date header has whole seconds, and the answer was on its way.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(ExaminedEgnyte egnyte)
    {
        await ExamineOwnerAsync(egnyte);
        await ExamineUsersAsync(egnyte);
        await ExamineGroupsAsync(egnyte);
        await ExamineAbsenceAsync(egnyte);
        if (!egnyte.IsOver)
        {
            ExamineHeaders(egnyte);
            ExamineClock(egnyte);
        }
    }

    private static async Task ExamineOwnerAsync(ExaminedEgnyte egnyte)
    {
        const string Name = "Token owner";
        try
        {
            var owner = await egnyte.CallAsync(Name, session => session.ReadTokenOwnerAsync());
            egnyte.Add(
                Name,
                DoctorOutcome.Ok,
                $"{owner.UserName ?? "the account"} ({owner.Id.ToString(CultureInfo.InvariantCulture)}). Leave this account unassigned in the identity "
                + "provider: deactivating it would end provisioning.");
        }
        catch (EgnyteApiException failure)
        {
            egnyte.Add(Name, DoctorOutcome.Warning, $"not told ({failure.Kind}, {failure.Cause}): /Me does not work. Provisioning does not need it.");
        }
    }

    private static async Task ExamineUsersAsync(ExaminedEgnyte egnyte)
    {
        if (await egnyte.TryAsync("Users", session => session.ListUsersAsync(1, 2, null)) is not { Rows: not null } users)
        {
            return;
        }

        egnyte.Add("Users", DoctorOutcome.Ok, $"{users.TotalResults} accounts");
        if (users.Rows is [_, var second, ..] && await egnyte.TryAsync("Paging", session => session.ListUsersAsync(2, 1, null)) is { Rows: not null } page)
        {
            Judge(
                egnyte,
                "Paging",
                page.Rows is [var row] && row.Id == second.Id,
                "startIndex and count are honoured",
                "the second account differs from that of the list of both, so lists would be wrong. Tell Egnyte's support.");
        }

        if (users.Rows is [var user, ..])
        {
            await ExamineLookUpAsync(egnyte, "userName", user.UserName, user);
            await ExamineLookUpAsync(egnyte, "email", user.Email, user);
            ExamineDates(egnyte, user);
        }
    }

    private static async Task ExamineLookUpAsync(ExaminedEgnyte egnyte, string field, string? value, EgnyteUser user)
    {
        var name = $"Look-up by {field}";
        if (IsQuotable(value) && await egnyte.TryAsync(name, session => session.ListUsersAsync(1, 2, $"{field} eq \"{value}\"")) is { Rows: not null } found)
        {
            Judge(
                egnyte,
                name,
                found.Rows.Any(row => row.Id == user.Id),
                "finds the account",
                "does not find an account that the list shows, so the identity provider would create it again. Tell Egnyte's support.");
        }
    }

    private static void ExamineDates(ExaminedEgnyte egnyte, EgnyteUser user)
    {
        var (isShown, isRead) = (user.CreatedDate is not null, EgnyteDate.Parse(user.CreatedDate) is not null);
        egnyte.Add(
            "Dates",
            isShown && !isRead ? DoctorOutcome.Warning : DoctorOutcome.Ok,
            !isShown ? "Egnyte shows no createdDate: meta.created is left out"
            : isRead ? "createdDate is read"
            : $"createdDate (\"{user.CreatedDate}\") has a form that the proxy does not know: meta.created is left out. Report the form.");
    }

    private static async Task ExamineGroupsAsync(ExaminedEgnyte egnyte)
    {
        if (await egnyte.TryAsync("Groups", session => session.ListGroupsAsync(1, 1, null), TextOfGroups) is not { Rows: not null } groups)
        {
            return;
        }

        const string LookUp = "Look-up by displayName";
        egnyte.Add("Groups", DoctorOutcome.Ok, $"{groups.TotalResults} groups");
        if (groups.Rows is [var group]
            && IsQuotable(group.DisplayName)
            && await egnyte.TryAsync(LookUp, session => session.ListGroupsAsync(1, 2, $"displayName eq \"{group.DisplayName}\"")) is { Rows: not null } found)
        {
            Judge(
                egnyte,
                LookUp,
                found.Rows.Any(row => row.Id == group.Id),
                "finds the group",
                "does not find a group that the list shows, so the identity provider would push it again. Tell Egnyte's support.");
        }

        // An import reads each group once, for its members: deploy/rate-limits.md.
        if (egnyte.Tenant.Get(TenantSettingsFormat.GroupListMembers) is GroupListMembers.Expand
            && egnyte.Token?.QuotaAllotted is { } allotted
            && groups.TotalResults > allotted / PartOfTheDay)
        {
            egnyte.Advise(
                TenantSettingsFormat.GroupListMembers,
                "omit",
                $"an import of groups with members would cost {groups.TotalResults} of the {allotted} calls a day");
        }
    }

    private static string? TextOfGroups(EgnyteApiException failure) => failure.Kind is EgnyteFailure.Forbidden
        ? $"the token's owner may not list groups ({failure.Cause}), so groups cannot be pushed. If the API key has scopes, it needs Egnyte.group."
        : null;

    private static async Task ExamineAbsenceAsync(ExaminedEgnyte egnyte)
    {
        const string Name = "Unknown id";
        var before = egnyte.Transport.Calls;
        if (egnyte.IsOver)
        {
            return;
        }

        try
        {
            await egnyte.CallAsync(Name, session => session.ReadUserAsync(UnknownId));
            egnyte.Add(Name, DoctorOutcome.Failed, "answered with an account that does not exist: something on the way answers for Egnyte.");
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.NotFound)
        {
            var isOwnForm = egnyte.Transport.Calls == before + 1;
            egnyte.Add(
                Name,
                isOwnForm ? DoctorOutcome.Ok : DoctorOutcome.Warning,
                isOwnForm ? "404 in Egnyte's form" : "404 in a form that anything on the way could send: each costs one more call, which confirms it");
        }
        catch (EgnyteApiException failure)
        {
            egnyte.Add(
                Name,
                DoctorOutcome.Failed,
                $"no 404 ({failure.Kind}, {failure.Cause}), so the proxy cannot tell a deleted account from a failure. Look for a gateway on the way.");
        }
    }

    private static void ExamineHeaders(ExaminedEgnyte egnyte)
    {
        if (egnyte.Token is not { } token)
        {
            return;
        }

        var isRateStated = egnyte.Transport.HasSeen("X-Accesstoken-Qps-Allotted");
        var current = egnyte.Transport.HasSeen("X-Accesstoken-Qps-Current") ? ", with the calls of the current second" : "";
        egnyte.Add(
            "Rate limit",
            isRateStated ? DoctorOutcome.Ok : DoctorOutcome.Warning,
            isRateStated
                ? $"{token.CallsPerSecond} calls a second, as Egnyte states{current}"
                : $"not stated by Egnyte: {token.CallsPerSecond} calls a second are assumed. Set {egnyte.Tenant.Key(TenantSettingsFormat.CallsPerSecond)} "
                    + "to what the contract says.");
        egnyte.Add(
            "Daily quota",
            token.IsQuotaTold ? DoctorOutcome.Ok : DoctorOutcome.Warning,
            token.IsQuotaTold
                ? $"{token.QuotaLeft} of {token.QuotaAllotted} calls are left, as Egnyte states"
                : $"not stated by Egnyte: {token.QuotaAllotted} calls a day are assumed, and each replica counts its own. Set "
                    + $"{egnyte.Tenant.Key(TenantSettingsFormat.CallsPerDay)} to what the contract says, divided by the number of replicas.");
    }

    private static void ExamineClock(ExaminedEgnyte egnyte)
    {
        if (egnyte.Transport.ClockIsAhead is { } ahead)
        {
            var isRight = ahead.Duration() <= ClockTolerance;
            egnyte.Add(
                "Clock",
                isRight ? DoctorOutcome.Ok : DoctorOutcome.Warning,
                isRight
                    ? "agrees with Egnyte's"
                    : $"{ExaminedEgnyte.Rounded(ahead.Duration())} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} Egnyte's, so the proxy expects the "
                        + "daily quota back at a wrong time. Correct this machine's clock (NTP).");
        }
    }

    private static void Judge(ExaminedEgnyte egnyte, string name, bool isRight, string right, string wrong) =>
        egnyte.Add(name, isRight ? DoctorOutcome.Ok : DoctorOutcome.Failed, isRight ? right : wrong);

    private static bool IsQuotable(string? value) => value is { Length: > 0 } && !value.AsSpan().ContainsAny('"', '\\');
}
