import type { Container, Deployment } from "../deployment";
import type { Breach, TraceRule } from "../rule";

export const imageByDigest: TraceRule = {
  id: "ImageByDigest",
  statement:
    "Images come by digest: those of a registry always, and those that Dockerfiles start from once any of them is locked.",
  why: "A version can be moved to other content; a digest cannot.",
  breaches: (deployment) => [...fromRegistries(deployment), ...halfLocked(deployment)],
};

/** Images that are not built by this deployment. */
function fromRegistries({ containers }: Deployment): readonly Breach[] {
  return containers
    .filter(({ image, definition }) => image === undefined && !isPinned(JSON.stringify(definition.Image)))
    .map(({ task, name }) => ({
      resource: task,
      what: `container "${name}" runs an image that is not named by digest`,
    }));
}

/** Without any digest nothing was locked yet, which `kit preflight` blocks; with some, the others were forgotten. */
function halfLocked({ containers }: Deployment): readonly Breach[] {
  const all = containers.flatMap((container) => bases(container).map((base) => ({ container, base })));
  if (!all.some(({ base }) => isPinned(base))) return [];
  return all
    .filter(({ base }) => !isPinned(base))
    .map(({ container, base }) => ({
      resource: container.task,
      what: `the image of container "${container.name}" starts from ${base}, without digest`,
    }));
}

/** What a Dockerfile starts from, stages of its own left out. */
function bases({ image }: Container): readonly string[] {
  const lines = [...(image?.text("Dockerfile") ?? "").matchAll(/^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/gim)];
  const stages = new Set(lines.map(([, , stage]) => stage));
  return lines.map(([, base = ""]) => base).filter((base) => base !== "scratch" && !stages.has(base));
}

function isPinned(reference: string): boolean {
  return /@sha256:[0-9a-f]{64}/.test(reference);
}
