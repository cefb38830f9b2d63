import type { OpenBackend } from "../config/config-facts";
import type { Hit, Rule } from "../rule";
import { openBackendCases } from "./open-backend.cases";

export const openBackend: Rule = {
  id: "open-backend",
  title: "A trace backend is open to others",
  severity: "high",
  aspect: "security",
  why: "Jaeger, Tempo, Zipkin and collectors ask nobody who is there: who reaches the port reads every span, or writes forged ones.",
  fix: "Bind it to loopback or to a private network, and put a proxy that authenticates in front.",
  detects:
    "Ports of trace backends that a compose file publishes on all addresses, that a Kubernetes Service or Ingress opens, or that a CloudFormation template opens to the internet (security groups, internet-facing listeners). Receivers of a collector or of Tempo, in files or in a ConfigMap, that bind all addresses and demand nothing: low, since what runs them decides who gets there; silent where a compose file mounts the file, since then its published ports tell.",
  misses: "Commands in scripts and pages (`docker run -p`), Helm templates, Terraform, firewalls in front.",
  check: ({ ownConfig, config }) => {
    const mounted = new Set(config.flatMap(({ mounts }) => mounts));
    return ownConfig.flatMap(({ path, open, listening }): readonly Hit[] => {
      const name = path.split("/").at(-1) ?? path;
      const bound = mounted.has(name) ? [] : listening.slice(0, 1);
      const hit = ({ line, what, fix }: OpenBackend): Hit => ({ place: { file: path, line }, message: what, fix });
      // In a container it has to bind all addresses; who reaches that is decided by what runs it.
      return [...open.map(hit), ...bound.map((found) => ({ ...hit(found), severity: "low" as const }))];
    });
  },
  ...openBackendCases,
};
