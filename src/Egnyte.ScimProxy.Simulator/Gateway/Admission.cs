using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>Whether a call may pass; a refusal is the answer already.</summary>
internal readonly record struct Admission(Answer? Refusal, QuotaReading Quota);
