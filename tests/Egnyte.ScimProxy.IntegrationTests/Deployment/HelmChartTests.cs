using System.Globalization;
using System.Xml.Linq;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.IntegrationTests.Balancers;
using Egnyte.ScimProxy.Tests.Documentation;
using k8s;
using k8s.Models;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment;

/// <summary>The chart as helm renders it, and each object as its Kubernetes type. No cluster runs here.</summary>
public sealed class HelmChartTests(HelmProgram helm) : IClassFixture<HelmProgram>
{
    private static readonly string[] Always = ["Deployment", "Pod", "Service", "Service", "ServiceAccount"];

    public static TheoryData<string, string[]> ValueSets => new()
    {
        { "smallest", ["NetworkPolicy", "PodDisruptionBudget"] },
        { "two-tenants", [] },
        { "everything", ["ConfigMap", "HorizontalPodAutoscaler", "Ingress", "NetworkPolicy", "PodDisruptionBudget", "ServiceMonitor"] },
    };

    [Theory]
    [MemberData(nameof(ValueSets))]
    public async Task Rendering_IsLinted_AndHoldsTheObjectsOfItsValues(string valueSet, string[] optional)
    {
        var (exitCode, output) = await helm.RunAsync("lint", "--strict", HelmProgram.Chart, "-f", HelmProgram.ValuesFile(valueSet));
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("[WARNING]", output, StringComparison.Ordinal);

        var objects = await helm.RenderAsync(valueSet);

        Assert.Equal(
            [.. Always.Concat(optional).Order(StringComparer.Ordinal)],
            objects.Select(one => one is ServiceMonitor monitor ? monitor.Kind : ((IKubernetesObject)one).Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Selectors_MatchTheProxy_AndNotTheTestPod()
    {
        var objects = await helm.RenderAsync("everything");
        var deployment = One<V1Deployment>(objects);
        var proxy = deployment.Spec.Template.Metadata.Labels;
        var spread = deployment.Spec.Template.Spec.TopologySpreadConstraints;

        Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], spread.Select(one => one.TopologyKey));
        Assert.All(
            objects.OfType<V1Service>().Select(service => service.Spec.Selector)
                .Concat(spread.Select(one => one.LabelSelector.MatchLabels))
                .Append(deployment.Spec.Selector.MatchLabels)
                .Append(One<V1PodDisruptionBudget>(objects).Spec.Selector.MatchLabels)
                .Append(One<V1NetworkPolicy>(objects).Spec.PodSelector.MatchLabels),
            selector => Assert.True(Matches(selector, proxy) && !Matches(selector, One<V1Pod>(objects).Metadata.Labels)));
        Assert.Equal(deployment.Metadata.Name, One<V2HorizontalPodAutoscaler>(objects).Spec.ScaleTargetRef.Name);
        Assert.Null(deployment.Spec.Replicas);
    }

    [Fact]
    public async Task Ports_AreThoseOfTheImage_AndProbesAskTheManagementPort()
    {
        var objects = await helm.RenderAsync("everything");
        var container = Assert.Single(One<V1Deployment>(objects).Spec.Template.Spec.Containers);
        var image = ShippedImage.Read();
        var backend = Assert.Single(Assert.Single(One<V1Ingress>(objects).Spec.Rules).Http.Paths).Backend.Service;
        var (open, management) = Services(objects);

        Assert.Equal([("http", image.PublicPort), ("management", image.ManagementPort)], container.Ports.Select(port => (port.Name, port.ContainerPort)));
        Assert.Equal(
            [("/health/ready", "management"), ("/health/live", "management"), ("/health/ready", "management")],
            new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }.Select(one => (one.HttpGet.Path, one.HttpGet.Port.Value)));
        Assert.Equal(("http", "LoadBalancer"), (Assert.Single(open.Spec.Ports).TargetPort.Value, open.Spec.Type));
        Assert.Equal(("management", "ClusterIP"), (Assert.Single(management.Spec.Ports).TargetPort.Value, management.Spec.Type));
        Assert.Equal((open.Metadata.Name, open.Spec.Ports[0].Name), (backend.Name, backend.Port.Name));
        Assert.Equal(
            ["check", "--ready", $"http://{management.Metadata.Name}:{management.Spec.Ports[0].Port}"], One<V1Pod>(objects).Spec.Containers[0].Args);
    }

    [Fact]
    public async Task ServiceMonitor_SelectsTheManagementService_UnderTheJobThatTheAlertsExpect()
    {
        var objects = await helm.RenderAsync("everything");
        var monitor = One<ServiceMonitor>(objects).Spec;
        var endpoint = Assert.Single(monitor.Endpoints);

        var service = Assert.Single(objects.OfType<V1Service>(), service => Matches(monitor.Selector.MatchLabels, service.Metadata.Labels));

        Assert.Equal(Assert.Single(service.Spec.Ports).Name, endpoint.Port);
        Assert.Equal("/metrics", endpoint.Path);
        Assert.Contains($"up{{job=\"{service.Metadata.Labels[monitor.JobLabel]}\"}}", Pages.Read("deploy/prometheus/alerts.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(300)]
    public async Task Stop_LeavesTimeForTheDelay_TheRequestsInFlight_AndFiveSeconds(int? delay)
    {
        var seconds = delay ?? int.Parse(new ScimProxyOptions().ShutdownDelay, CultureInfo.InvariantCulture);

        var deployment = One<V1Deployment>(await helm.RenderAsync("smallest", delay is null ? [] : ["--set", $"shutdownDelay={delay}"]));

        Assert.Equal(seconds + (long)Drain.Limit.TotalSeconds + 5, deployment.Spec.Template.Spec.TerminationGracePeriodSeconds);
        Assert.Contains(Variables(deployment), one => one == ("ScimProxy__ShutdownDelay", seconds.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The folder of profiles is moved to one below that of the process; all else is as in the pod.</summary>
    [Theory]
    [InlineData("smallest")]
    [InlineData("two-tenants")]
    [InlineData("everything")]
    public async Task Settings_AreValid(string valueSet)
    {
        var objects = await helm.RenderAsync(valueSet);
        var deployment = One<V1Deployment>(objects);
        var files = objects.OfType<V1ConfigMap>().SelectMany(map => map.Data).ToDictionary(file => $"profiles/{file.Key}", file => file.Value);
        var mounts = deployment.Spec.Template.Spec.Containers[0].VolumeMounts ?? [];
        Assert.All(mounts, mount => Assert.True(mount.ReadOnlyProperty is true && mount.SubPath is null && mount.MountPath == "/profiles"));
        var variables = Variables(deployment).Select(one => one is ("ScimProxy__ProfilesPath", "/profiles") ? (one.Name, "profiles") : one);
        await using var check = new ProxyProcess(files, ["check"], [.. ShippedImage.Read().OnFreePorts, .. variables]);

        var (exitCode, output, errors) = await check.EndAsync();

        Assert.True(exitCode == 0, output + errors);
        Assert.Equal("", errors);
    }

    /// <summary>A value of YAML is a text, a number, a list or nothing; a variable is a text.</summary>
    [Fact]
    public async Task Values_OfAnyKind_BecomeVariables()
    {
        const string Tenant = """{"EgnyteBaseAddress":"https://acme.example.com","CallsPerDay":1000000,"Profile":null,"UserNameDomains":["a.test","b.test"]}""";
        var deployment = One<V1Deployment>(await helm.RenderAsync("smallest", "--set-json", $"tenants.emea={Tenant}"));

        Assert.Equal(
            [
                ("ScimProxy__Tenants__emea__CallsPerDay", "1000000"),
                ("ScimProxy__Tenants__emea__EgnyteBaseAddress", "https://acme.example.com"),
                ("ScimProxy__Tenants__emea__UserNameDomains__0", "a.test"),
                ("ScimProxy__Tenants__emea__UserNameDomains__1", "b.test"),
            ],
            Variables(deployment).Where(one => one.Name.Contains("__emea__", StringComparison.Ordinal)));
    }

    /// <summary>In the text itself: the reader of the tests takes a number for a text, and Kubernetes does not.</summary>
    [Fact]
    public async Task Names_OfDigits_StayTexts()
    {
        var (_, output) = await helm.RunAsync(
            "template", "scim", HelmProgram.Chart, "-f", HelmProgram.ValuesFile("smallest"), "--set-json", "networkPolicy.managementNamespaces=[123]");

        Assert.Contains("kubernetes.io/metadata.name: \"123\"", output, StringComparison.Ordinal);
    }

    /// <summary>Of two replicas one stays, and of one replica a node can still be drained.</summary>
    [Fact]
    public async Task Eviction_TakesOneReplicaAtATime()
    {
        var objects = await helm.RenderAsync("smallest");

        var budget = One<V1PodDisruptionBudget>(objects).Spec;
        Assert.Equal(("1", null), (budget.MaxUnavailable.Value, budget.MinAvailable?.Value));
        Assert.True(One<V1Deployment>(objects).Spec.Replicas >= 2);
    }

    [Theory]
    [InlineData("set tenants.default.EgnyteDomain", "--set", "trustedProxies={10.0.0.0/8}")]
    [InlineData("set tenants.emea.EgnyteDomain", "--set", "trustedProxies={10.0.0.0/8},tenants.emea.Profile=okta")]
    [InlineData("set trustedProxies to", "--set", "tenants.default.EgnyteDomain=acme")]
    [InlineData("set ingress.host", "--set", "trustedProxies={10.0.0.0/8},tenants.default.EgnyteDomain=acme,ingress.enabled=true")]
    [InlineData("set publicUrl instead", "--set", "trustedProxies={10.0.0.0/8},tenants.default.EgnyteDomain=acme,env.ScimProxy__PublicUrl=x")]
    [InlineData("the probes need", "--set", "trustedProxies={10.0.0.0/8},tenants.default.EgnyteDomain=acme,env.SCIMPROXY__MANAGEMENT__URL=x")]
    [InlineData("whole number", "--set", "trustedProxies={10.0.0.0/8},tenants.default.EgnyteDomain=acme,shutdownDelay=abc")]
    public async Task Rendering_OfAMistake_FailsAndSaysTheFix(string fix, params string[] arguments)
    {
        var (exitCode, output) = await helm.RunAsync(["template", "scim", HelmProgram.Chart, .. arguments]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(fix, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsThatOfTheProgram_AndTheTagOfTheImage()
    {
        var properties = XDocument.Load(Path.Join(Pages.Root, "Directory.Build.props"));
        var suffix = properties.Descendants("VersionSuffix").SingleOrDefault()?.Value;
        var version = properties.Descendants("VersionPrefix").Single().Value + (suffix is null ? "" : $"-{suffix}");
        var objects = await helm.RenderAsync("smallest");

        Assert.Contains($"\nversion: {version}\n", Pages.Read("deploy/helm/Chart.yaml"), StringComparison.Ordinal);
        Assert.All(
            One<V1Deployment>(objects).Spec.Template.Spec.Containers.Concat(One<V1Pod>(objects).Spec.Containers),
            container => Assert.Equal($"egnyte-scim-proxy:{version}", container.Image));
    }

    [Fact]
    public async Task NetworkPolicy_OpensThePublicPort_AndManagementToChosenNamespaces()
    {
        var objects = await helm.RenderAsync("everything");
        var policy = One<V1NetworkPolicy>(objects).Spec;
        var management = Assert.Single(policy.Ingress, rule => rule.Ports.Any(port => port.Port.Value == "management"));

        Assert.Equal(["Ingress", "Egress"], policy.PolicyTypes);
        Assert.Equal(["http"], Assert.Single(policy.Ingress, rule => rule.FromProperty is null).Ports.Select(port => port.Port.Value));
        Assert.Equal(
            ["monitoring", "operations"],
            management.FromProperty.Where(from => from.NamespaceSelector is not null).Select(from => Assert.Single(from.NamespaceSelector.MatchLabels).Value));
        var tests = Assert.Single(management.FromProperty, from => from.PodSelector is not null);
        Assert.True(Matches(tests.PodSelector.MatchLabels, One<V1Pod>(objects).Metadata.Labels));
        Assert.Equal(["53", "53", "443", "4317"], policy.Egress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value));
    }

    [Theory]
    [InlineData("smallest", "ClientIP")]
    [InlineData("two-tenants", "None")]
    public async Task Affinity_IsByTheClientsAddress_UnlessAValueTurnsItOff(string valueSet, string affinity) =>
        Assert.Equal(affinity, Services(await helm.RenderAsync(valueSet)).Open.Spec.SessionAffinity);

    [Fact]
    public async Task Pods_MayDoLittle()
    {
        var objects = await helm.RenderAsync("smallest");

        Assert.False(One<V1ServiceAccount>(objects).AutomountServiceAccountToken);
        Assert.All([One<V1Deployment>(objects).Spec.Template.Spec, One<V1Pod>(objects).Spec], pod =>
        {
            Assert.Equal((false, true), (pod.AutomountServiceAccountToken, pod.SecurityContext.RunAsNonRoot));
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            var container = Assert.Single(pod.Containers).SecurityContext;
            Assert.Equal((false, true), (container.AllowPrivilegeEscalation, container.ReadOnlyRootFilesystem));
            Assert.Equal(["ALL"], container.Capabilities.Drop);
        });
    }

    private static T One<T>(IEnumerable<object> objects) => Assert.Single(objects.OfType<T>());

    private static (V1Service Open, V1Service Management) Services(IReadOnlyList<object> objects) => (
        Assert.Single(objects.OfType<V1Service>(), service => service.Spec.Ports[0].Name == "http"),
        Assert.Single(objects.OfType<V1Service>(), service => service.Spec.Ports[0].Name == "management"));

    private static bool Matches(IDictionary<string, string> selector, IDictionary<string, string> labels) =>
        selector.Count > 0 && selector.All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value);

    private static IEnumerable<(string Name, string Value)> Variables(V1Deployment deployment) =>
        deployment.Spec.Template.Spec.Containers[0].Env.Select(variable => (variable.Name, variable.Value));
}
