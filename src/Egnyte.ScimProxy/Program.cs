using Egnyte.ScimProxy.Commands;

return await ScimProxyCommand.Create().Parse(args).InvokeAsync();
