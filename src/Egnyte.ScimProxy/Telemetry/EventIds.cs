namespace Egnyte.ScimProxy.Telemetry;

/// <summary>The catalogue: every log event and its number. A number is never given twice.</summary>
internal static class EventIds
{
    public const int UserCreated = 1001;
    public const int UserUpdated = 1002;
    public const int UserDeactivated = 1003;
    public const int UserDeactivatedAlone = 1004;
    public const int ExternalIdIgnored = 1005;
    public const int UserDeleted = 1006;
    public const int UserStaysActive = 1007;
    public const int UserNotCompleted = 1008;
    public const int UserReconciled = 1009;

    public const int GroupCreated = 1101;
    public const int GroupChanged = 1102;
    public const int GroupDeleted = 1103;
    public const int GroupRepaired = 1104;
    public const int GroupMemberLost = 1105;
    public const int GroupFormRefused = 1106;
    public const int GroupInDoubt = 1107;
    public const int GroupMembersSkipped = 1108;
    public const int GroupReconciled = 1109;
    public const int GroupMembersRead = 1110;
    public const int GroupMembersEnded = 1111;
    public const int GroupMembersFailed = 1112;
    public const int GroupMembersQuota = 1113;
    public const int GroupPageDeferred = 1114;
    public const int GroupNotCompleted = 1115;
    public const int GroupBusy = 1116;

    public const int EgnyteFailed = 1201;
    public const int WriteRefused = 1202;
    public const int UnexpectedFailure = 1203;
    public const int ReadRefused = 1204;
    public const int LoadShed = 1205;
    public const int CallDeferred = 1206;
    public const int UnknownTenant = 1207;
    public const int ForwardedHeaderIgnored = 1208;

    public const int BreakerOpened = 1211;
    public const int BreakerClosed = 1212;
    public const int Throttled = 1213;
    public const int QuotaLow = 1214;
    public const int QuotaExhausted = 1215;
    public const int QuotaRenewed = 1216;
    public const int EgnyteAnswerUnusable = 1217;

    public const int Ready = 1301;
    public const int Draining = 1302;

    public const int ProfileChanged = 1401;
    public const int ProfileRejected = 1402;
    public const int ProfileMended = 1403;
    public const int ProfileFileUnusable = 1404;
    public const int ProfileUnexpected = 1405;

    public const int RequestEnded = 1501;
}
