/** Types of resources that are never paid for by themselves. What they lead to is. */
const free: readonly RegExp[] = [
  /^AWS::CDK::Metadata$/,
  /^AWS::IAM::/,
  /^AWS::ApplicationAutoScaling::ScalableTarget$/,
  /^AWS::Backup::Backup(?:Plan|Selection)$/,
  /^AWS::Cognito::UserPool(?:Client|Domain|Group|ResourceServer)$/,
  /^AWS::EC2::(?:SecurityGroup(?:Egress|Ingress)?|NetworkAcl.*|VPC|VPCCidrBlock|VPCDHCPOptionsAssociation|DHCPOptions)$/,
  /^AWS::EC2::(?:Subnet|RouteTable|SubnetRouteTableAssociation|Route|InternetGateway|VPCGatewayAttachment|PrefixList)$/,
  /^AWS::EC2::VPCEndpointServicePermissions$/,
  // The VPN is paid for by the subnets it is associated with, and by connections.
  /^AWS::EC2::ClientVpn(?:Endpoint|AuthorizationRule|Route)$/,
  /^AWS::ECS::TaskDefinition$/,
  /^AWS::EFS::(?:AccessPoint|MountTarget)$/,
  /^AWS::ElasticLoadBalancingV2::(?:Listener|ListenerRule|TargetGroup)$/,
  /^AWS::KMS::Alias$/,
  /^AWS::Logs::(?:ResourcePolicy|MetricFilter|LogStream)$/,
  /^AWS::RDS::DB(?:SubnetGroup|ParameterGroup)$/,
  /^AWS::Route53::RecordSet(?:Group)?$/,
  /^AWS::Route53Resolver::(?:FirewallConfig|FirewallRuleGroup|FirewallRuleGroupAssociation|ResolverQueryLoggingConfigAssociation)$/,
  /^AWS::S3::BucketPolicy$/,
  /^AWS::SNS::(?:TopicPolicy|Subscription)$/,
  /^AWS::SecretsManager::(?:ResourcePolicy|SecretTargetAttachment)$/,
  // Instances that a service of ECS registers are free.
  /^AWS::ServiceDiscovery::Service$/,
];

/** Whether nothing is ever paid for resources of a type. */
export function isFree(type: string): boolean {
  return free.some((pattern) => pattern.test(type));
}
