import type { Container } from "../deployment";
import type { Breach, TraceRule } from "../rule";

export const hardenedContainer: TraceRule = {
  id: "HardenedContainer",
  statement:
    "A container runs as a user that is not root, on a root file system it cannot write, without privileges and without capabilities.",
  why: "What breaks into a program then finds nothing to change and nowhere to stay.",
  breaches: ({ containers }) => containers.flatMap(soft),
};

function soft({ task, name, definition }: Container): readonly Breach[] {
  const { User, ReadonlyRootFilesystem, Privileged, LinuxParameters } = definition;
  const wrong = [
    User === undefined || /^(?:0|root)(?::|$)/.test(String(User)) ? "runs as root" : undefined,
    ReadonlyRootFilesystem === true ? undefined : "can write its root file system",
    Privileged === true ? "is privileged" : undefined,
    LinuxParameters?.Capabilities?.Drop?.includes("ALL") ? undefined : "keeps capabilities that Linux gives by default",
    LinuxParameters?.Capabilities?.Add?.length ? "is given capabilities" : undefined,
  ].filter((what) => what !== undefined);
  return wrong.map((what) => ({ resource: task, what: `container "${name}" ${what}` }));
}
