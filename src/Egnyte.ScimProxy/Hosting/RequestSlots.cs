using System.Diagnostics.CodeAnalysis;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Security;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>How many requests of a tenant are served at once, those included that wait for a call to Egnyte.</summary>
internal sealed class RequestSlots
{
    /// <summary>Far more than Egnyte can answer in the time of a request: what is beyond cannot succeed.</summary>
    public const int Most = 1000;

    /// <summary>Another token of the tenant gets a slot, whatever one token does.</summary>
    public const int MostOfOneToken = 750;

    /// <summary>Verified tokens get a slot, however many tokens are invented.</summary>
    public const int MostOfUnverified = 700;

    private readonly Lock _lock = new();
    private readonly Dictionary<TokenHash, int> _ofTokens = [];
    private int _taken;
    private int _ofUnverified;

    /// <summary>Takes a slot, which must be disposed.</summary>
    /// <param name="token">Null for a request without a token, which is rejected later.</param>
    /// <param name="isVerified">Whether Egnyte has accepted the token.</param>
    /// <param name="slot">The slot.</param>
    public bool TryTake(BearerToken? token, bool isVerified, [NotNullWhen(true)] out IDisposable? slot)
    {
        slot = null;
        lock (_lock)
        {
            var ofToken = token is null ? 0 : _ofTokens.GetValueOrDefault(token.Hash);
            if (_taken >= Most || ofToken >= MostOfOneToken || (!isVerified && _ofUnverified >= MostOfUnverified))
            {
                return false;
            }

            _taken++;
            _ofUnverified += isVerified ? 0 : 1;
            if (token is not null)
            {
                _ofTokens[token.Hash] = ofToken + 1;
            }

            slot = new Slot(this, token, isVerified);
            return true;
        }
    }

    private void Free(Slot slot)
    {
        lock (_lock)
        {
            _taken--;
            _ofUnverified -= slot.IsVerified ? 0 : 1;
            if (slot.Token is { } token && --_ofTokens[token.Hash] is 0)
            {
                _ofTokens.Remove(token.Hash);
            }
        }
    }

    private sealed record Slot(RequestSlots Owner, BearerToken? Token, bool IsVerified) : IDisposable
    {
        public void Dispose() => Owner.Free(this);
    }
}
