using System.CommandLine;
using Egnyte.ScimProxy.Commands;

return await ScimProxyCommand.RunAsync(args, new InvocationConfiguration());
