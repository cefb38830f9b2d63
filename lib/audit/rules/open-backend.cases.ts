import type { Rule } from "../rule";

const compose = (ports: string, image = "jaegertracing/all-in-one:1.76.0") => ({
  "docker-compose.yml": `services:\n  jaeger:\n    image: ${image}\n    ports:\n${ports}`,
});
const template = (resources: object) => ({
  "cdk.out/kit.template.json": JSON.stringify({ Resources: resources }, null, 1),
});
const group = (cidr: string) =>
  template({
    Door: {
      Type: "AWS::EC2::SecurityGroup",
      Properties: { SecurityGroupIngress: [{ CidrIp: cidr, IpProtocol: "tcp", FromPort: 4317, ToPort: 4317 }] },
    },
  });

export const openBackendCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    { name: "Jaeger, published", at: "docker-compose.yml:5", files: compose('      - "16686:16686"\n') },
    { name: "on all addresses by name", at: "docker-compose.yml:5", files: compose('      - "0.0.0.0:16686:16686"\n') },
    {
      name: "behind a variable's default",
      at: "docker-compose.yml:5",
      files: compose('      - "${UI_PORT:-16686}:16686"\n'),
    },
    {
      name: "in the long form",
      at: "docker-compose.yml:5",
      files: compose("      - target: 4317\n        published: 4317\n"),
    },
    { name: "Tempo", at: "docker-compose.yml:5", files: compose('      - "3200:3200"\n', "grafana/tempo:3.0.3") },
    {
      name: "a collector that nothing mounts, on all addresses",
      at: "otel.yaml:5",
      files: { "otel.yaml": "receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: 0.0.0.0:4317\n" },
    },
    {
      name: "a service of type LoadBalancer",
      at: "k8s.yaml:5",
      files: {
        "k8s.yaml":
          "apiVersion: v1\nkind: Service\nmetadata: {name: jaeger}\nspec:\n  type: LoadBalancer\n  ports: [{port: 16686}]\n",
      },
    },
    {
      name: "a service that takes its ports from elsewhere in the file",
      at: "docker-compose.yml:1",
      files: {
        "docker-compose.yml":
          'x-ports: &ports ["16686:16686"]\nservices:\n  jaeger:\n    image: jaegertracing/jaeger\n    ports: *ports\n',
      },
    },
    {
      name: "a service that merges what others have",
      at: "docker-compose.yml:3",
      files: {
        "docker-compose.yml":
          'x-open: &open\n  ports:\n    - "16686:16686"\nservices:\n  jaeger:\n    <<: [*open, { restart: always }]\n    image: jaegertracing/jaeger\n',
      },
    },
    {
      name: "a compose file as JSON",
      at: "compose.yaml:1",
      files: {
        "compose.yaml": '{ "services": { "jaeger": { "image": "jaegertracing/jaeger", "ports": ["16686:16686"] } } }',
      },
    },
    {
      name: "a service whose port of the container has a name",
      at: "k8s.yaml:5",
      files: {
        "k8s.yaml":
          "apiVersion: v1\nkind: Service\nmetadata: {name: jaeger}\nspec:\n  type: LoadBalancer\n  ports: [{port: 80, targetPort: http-query}, {port: 4317, targetPort: spans}]\n",
      },
    },
    {
      name: "a service in a list",
      at: "k8s.yaml:7",
      files: {
        "k8s.yaml":
          "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    type: NodePort\n    ports: [{port: 16686}]\n  metadata: {name: jaeger}\n",
      },
    },
    {
      name: "Tempo on all addresses, in a ConfigMap",
      at: "tempo.yaml:6",
      files: {
        "tempo.yaml":
          "apiVersion: v1\nkind: ConfigMap\ndata:\n  tempo.yaml: |\n    distributor:\n      receivers: {otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317}}}}\n",
      },
    },
    { name: "a security group open to the internet", at: "cdk.out/kit.template.json:3", files: group("0.0.0.0/0") },
  ],
  good: [
    { name: "published on loopback", files: compose('      - "127.0.0.1:16686:16686"\n') },
    {
      name: "published on loopback unless told otherwise",
      files: compose('      - "${BIND:-127.0.0.1}:16686:16686"\n'),
    },
    {
      name: "something else on a port that Tempo uses too",
      files: { "docker-compose.yml": "services:\n  web:\n    image: shop\n    ports: ['3200:3200']\n" },
    },
    {
      name: "a collector in a container that publishes nothing",
      files: {
        "docker-compose.yml":
          "services:\n  collector:\n    image: otel/opentelemetry-collector\n    volumes: ['./otel.yaml:/etc/otel.yaml']\n",
        "otel.yaml": "receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: 0.0.0.0:4317\n",
      },
    },
    {
      name: "a receiver that demands a certificate",
      files: {
        "otel.yaml":
          "receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: 0.0.0.0:4317\n        tls: {client_ca_file: ca.pem}\n",
      },
    },
    {
      name: "a service that puts its own ports in place of those it merges",
      files: {
        "docker-compose.yml":
          'x-open: &open\n  ports: ["16686:16686"]\nservices:\n  jaeger:\n    <<: *open\n    image: jaegertracing/jaeger\n    ports: ["127.0.0.1:16686:16686"]\n',
      },
    },
    {
      name: "an alias of nothing, and a map that merges itself",
      files: {
        "docker-compose.yml":
          "services: &all\n  <<: *all\n  jaeger: { image: jaegertracing/jaeger, ports: *nothing }\n",
      },
    },
    {
      name: "Tempo on loopback, in a ConfigMap",
      files: {
        "tempo.yaml":
          "apiVersion: v1\nkind: ConfigMap\ndata:\n  tempo.yaml: |\n    distributor:\n      receivers: {otlp: {protocols: {grpc: {endpoint: 127.0.0.1:4317}}}}\n",
      },
    },
    { name: "a security group open to the VPC", files: group("10.0.0.0/16") },
  ],
};
