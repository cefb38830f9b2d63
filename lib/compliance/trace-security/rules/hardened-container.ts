import type { Container } from "../deployment";
import type { Breach, TraceRule } from "../rule";

export const hardenedContainer: TraceRule = {
  id: "HardenedContainer",
  statement:
    "A container runs as a user that is not root, on a root file system it cannot write, and without privileges.",
  why: "What breaks into a program then finds nothing to change and nowhere to stay.",
  breaches: ({ containers }) => containers.flatMap(soft),
};

function soft({ task, name, definition }: Container): readonly Breach[] {
  const { User, ReadonlyRootFilesystem, Privileged } = definition;
  const wrong = [
    User === undefined || /^(?:0|root)(?::|$)/.test(String(User)) ? "runs as root" : undefined,
    ReadonlyRootFilesystem === true ? undefined : "can write its root file system",
    Privileged === true ? "is privileged" : undefined,
  ].filter((what) => what !== undefined);
  return wrong.map((what) => ({ resource: task, what: `container "${name}" ${what}` }));
}
