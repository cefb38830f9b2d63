import { awsPorts, grafanaPort } from "../../lib/aws-site";
import { type Assembly, assemble } from "./assembly";
import { entries, withPeople } from "./fixture";
import { pairsIn } from "./rules";

let assembly: Assembly;
beforeAll(async () => {
  assembly = await assemble(withPeople("tempo", { egress: "internet" }));
});

test("the load balancer is internal, speaks TLS 1.3, knows one name and shows nobody Grafana's own figures", () => {
  const [balancer, ...others] = assembly
    .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
    .filter(({ stack }) => stack === "grafana");
  expect(others).toEqual([]);
  expect(balancer?.Properties).toMatchObject({ Scheme: "internal", Type: "application" });
  const attributes = balancer?.Properties.LoadBalancerAttributes.map(
    ({ Key, Value }: { Key: string; Value: string }) => [Key, Value],
  );
  expect(Object.fromEntries(attributes)).toMatchObject({
    "deletion_protection.enabled": "true",
    "routing.http.drop_invalid_header_fields.enabled": "true",
    "routing.http.desync_mitigation_mode": "strictest",
    "access_logs.s3.enabled": "true",
    "connection_logs.s3.enabled": "true",
  });
  const [listener] = assembly
    .ofType("AWS::ElasticLoadBalancingV2::Listener")
    .filter(({ stack }) => stack === "grafana");
  expect(listener?.Properties).toMatchObject({
    Protocol: "HTTPS",
    SslPolicy: expect.stringMatching(/TLS13-1-3/),
    DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
  });
  const rules = assembly.ofType("AWS::ElasticLoadBalancingV2::ListenerRule").map(({ Properties }) => Properties);
  expect(rules.map(({ Priority, Actions }) => [Priority, Actions[0].Type])).toEqual([
    [1, "fixed-response"],
    [2, "forward"],
  ]);
  for (const { Conditions } of rules) expect(Conditions[0].HostHeaderConfig.Values).toEqual(["traces.acme.example"]);
  expect(rules[0].Conditions[1].PathPatternConfig.Values).toContain("/metrics");
});

test("who may talk to whom between people and Grafana is this, beside the services of AWS", () => {
  const front = pairsIn(assembly).filter((pair) =>
    /(?:Balancer|Database|Entry|EgressGrafana|^Grafana|→ Grafana)/.test(pair),
  );
  const gateways = ["dev", "staging", "prod"].flatMap((name) => [
    `Grafana → Query${name} ${awsPorts.query}`,
    `Grafana → Metrics${name} ${awsPorts.metrics}`,
    `Grafana → Metrics${name} ${awsPorts["metrics-alerting"]}`,
    // It is watched where it evaluates the detections.
    `Agent${name} → Grafana ${grafanaPort}`,
  ]);
  expect(new Set(front)).toEqual(
    new Set([
      "Balancer → Grafana 3000",
      "Grafana → Database 5433",
      `Grafana → EgressGrafana ${awsPorts.egress}`,
      ...gateways,
      "Grafana → Endpoints 443",
      "EgressGrafana → Endpoints 443",
      "Grafana → Endpointsnotices 443",
    ]),
  );
});

test("by peering only the named networks connect", () => {
  const addressed = assembly.ofType("AWS::EC2::SecurityGroupIngress").filter(({ Properties }) => Properties.CidrIp);
  expect(
    addressed.map(({ Properties }) => [Properties.GroupId["Fn::GetAtt"][0], Properties.CidrIp, Properties.FromPort]),
  ).toEqual([[expect.stringMatching(/^GroupsBalancer/), "10.20.0.0/16", 443]]);
});

test("by PrivateLink named accounts ask for an endpoint, and nobody has an address that is let in", async () => {
  const linked = await assemble(withPeople("tempo", { people: entries.privateLink }));
  const mine = (type: string) => linked.ofType(type).filter(({ stack }) => stack === "grafana");
  expect(mine("AWS::EC2::VPCEndpointService")).toMatchObject([{ Properties: { AcceptanceRequired: true } }]);
  expect(mine("AWS::EC2::VPCEndpointServicePermissions")).toMatchObject([
    { Properties: { AllowedPrincipals: entries.privateLink.allowedPrincipals } },
  ]);
  expect(mine("AWS::ElasticLoadBalancingV2::TargetGroup")).toContainEqual(
    expect.objectContaining({ Properties: expect.objectContaining({ TargetType: "alb", Protocol: "TCP" }) }),
  );
  expect(linked.ofType("AWS::EC2::SecurityGroupIngress").filter(({ Properties }) => Properties.CidrIp)).toEqual([]);
  expect(pairsIn(linked)).toContain("Entry → Balancer 443");
});

test("the VPN leads to the load balancer's subnets, writes down who connects, and asks for SAML", async () => {
  const vpn = await assemble(withPeople("tempo", { people: entries.clientVpn }));
  expect(vpn.ofType("AWS::EC2::ClientVpnEndpoint")).toMatchObject([
    {
      Properties: {
        AuthenticationOptions: [{ Type: "federated-authentication" }],
        ConnectionLogOptions: { Enabled: true },
        SplitTunnel: true,
        ClientCidrBlock: "10.200.0.0/22",
      },
    },
  ]);
  const isolated = vpn
    .ofType("AWS::EC2::Subnet")
    .filter(({ id }) => id.includes("Isolated"))
    .map(({ Properties }) => Properties.CidrBlock);
  const authorized = vpn
    .ofType("AWS::EC2::ClientVpnAuthorizationRule")
    .map(({ Properties }) => Properties.TargetNetworkCidr);
  expect(authorized).toEqual(isolated);
  const calls = pairsIn(vpn).filter((pair) => pair.startsWith("Entry"));
  expect(calls).toEqual(["Entry → Balancer 443"]);
});
