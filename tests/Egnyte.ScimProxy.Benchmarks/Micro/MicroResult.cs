using Egnyte.ScimProxy.Benchmarks.Reporting;

namespace Egnyte.ScimProxy.Benchmarks.Micro;

internal sealed record MicroResult(Spread Nanoseconds, double Bytes);
