import { Duration } from "aws-cdk-lib";
import type { HealthCheck } from "aws-cdk-lib/aws-ecs";
import { readyPath } from "../gateway/ops";
import { loopback } from "../site";

/** How each container proves from inside that it serves. Only programs its image holds are used. */
export const health = {
  /** Envoy's image has bash but no HTTP client. */
  envoy: (port: number) =>
    check([
      "bash",
      "-c",
      `exec 3<>/dev/tcp/${loopback}/${port} && printf 'GET ${readyPath} HTTP/1.1\\r\\nHost: ${loopback}\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '`,
    ]),
  /** Tempo's image has no shell; Tempo asks itself. */
  tempo: (port: number) => check(["/tempo", "-health", `-health.url=http://${loopback}:${port}/ready`]),
  /** A program that makes its own certificate; nothing leaves the task. */
  ownCertificate: (port: number, path: string) =>
    check(["wget", "-q", "--no-check-certificate", "-O", "/dev/null", `https://${loopback}:${port}${path}`]),
  /** For what has a database to fill first. */
  slowly: (healthCheck: HealthCheck): HealthCheck => ({ ...healthCheck, startPeriod: Duration.minutes(5) }),
  http: (port: number, path: string) => check(["wget", "-q", "-O", "/dev/null", `http://${loopback}:${port}${path}`]),
};

function check(command: readonly string[]): HealthCheck {
  return {
    command: ["CMD", ...command],
    interval: Duration.seconds(15),
    timeout: Duration.seconds(5),
    retries: 3,
    // A store that replays its log answers late; that is not ill.
    startPeriod: Duration.seconds(60),
  };
}
