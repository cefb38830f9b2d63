import { account, type ControlGroup, rule, scenario, test } from "./control";

const source = "least privilege and defence in depth, as this kit states them";

/** What a security team asks of the deployment itself. */
export const deployment: ControlGroup = {
  title: "The deployment",
  controls: [
    {
      id: "deployment.no-internet",
      statement: "No internet gateway, no NAT and no public address, unless `network.egress` asks for the one way out.",
      source,
      evidence: [
        rule("InternetRoute"),
        rule("OpenSecurityGroup"),
        test("compliance/examples", "has no internet gateway, no NAT and no public address anywhere"),
        account("that nothing else in the account routes into the network"),
      ],
    },
    {
      id: "deployment.proven-senders",
      statement: "Spans are taken over mutual TLS or with a token over TLS, from the sender to the gateway.",
      source,
      evidence: [rule("UnauthenticatedOtlp"), scenario("uninvited-sender"), scenario("server-credentials")],
    },
    {
      id: "deployment.store-on-loopback",
      statement:
        "Stores and admin interfaces listen on loopback; what others reach is a door that asks for a certificate.",
      source,
      evidence: [
        rule("StoreReachable"),
        rule("UnprovenCaller"),
        rule("JudgedConfiguration"),
        scenario("store-door"),
        test(
          "gateway/gateways",
          "has no admin port, and answers one question about itself to whoever stands beside it",
        ),
      ],
    },
    {
      id: "deployment.pairwise-groups",
      statement: "Security groups name each other, pair by pair; everything with an address names its own.",
      source,
      evidence: [
        rule("OpenSecurityGroup"),
        rule("DefaultGroup"),
        test(
          "stacks/isolation",
          "every rule of a security group names another group or S3, never addresses, where there is no way out",
        ),
      ],
    },
    {
      id: "deployment.pinned-endpoints",
      statement: "Endpoints of AWS services let through named actions of this account alone.",
      source,
      evidence: [
        rule("OpenEndpoint"),
        test(
          "stacks/isolation",
          "every endpoint has a policy, and each statement is bound to callers and resources of this account, or to one bucket",
        ),
      ],
    },
    {
      id: "deployment.denies",
      statement:
        "Traces at rest are denied to every role but the store's, whatever IAM allows; a search domain asks every request for the store's own user.",
      source,
      evidence: [
        rule("MissingDeny"),
        rule("GuardedSearch"),
        test("stacks/data", "the file system lets in the store's role alone, over TLS"),
        account("that IAM evaluates these policies so"),
      ],
    },
    {
      id: "deployment.encrypted",
      statement: "Spans, metrics, logs, alerts and secrets are encrypted at rest, with keys that rotate.",
      source,
      evidence: [rule("UnencryptedData"), test("stacks/data", "every key rotates")],
    },
    {
      id: "deployment.hardened",
      statement:
        "Programs run without root and without capabilities, on a file system they cannot write, and have time to end within Fargate's limit.",
      source,
      evidence: [
        rule("HardenedContainer"),
        rule("StopTimeout"),
        test("stacks/tasks", "no container is root or can write to its own files"),
      ],
    },
    {
      id: "deployment.pinned-images",
      statement: "Images come by digest.",
      source,
      evidence: [rule("ImageByDigest")],
      gap: "Digests of base images are resolved by whoever deploys; until then their versions alone are named.",
    },
    {
      id: "deployment.one-set-of-files",
      statement:
        "What runs is what was reviewed and rehearsed: configuration is baked into images, and the rehearsal starts the same files.",
      source,
      evidence: [
        test("stacks/artifacts", "hold exactly what was rendered for %s"),
        test("rehearsal/rehearsal", "passes %s"),
        account("that the images build and start on Fargate"),
      ],
    },
  ],
};
