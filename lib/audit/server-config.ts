import type { Server } from "./servers";

/** Folders that hold how a repository is run, whatever is in it. */
const ofDeployment =
  /^\.?(?:deploy\w*|otel\w*|open-?telemetry|observability|telemetry|trac(?:ing|es)|monitoring|(?:otel-?)?collectors?|config\w*|conf|etc|docker\w*|compose|infra\w*|ops|k8s|kubernetes|kustomize|manifests|helm|charts?|base|overlays|local|dev\w*|stag\w*|prod\w*|env\w*)$/i;
const ofExamples = /^(?:examples?|samples?|demos?|playgrounds?|docs?|templates?|tutorials?|cookbook)$/i;

/** Whether a file of configuration is how a server is run: it lies in or above its folder, in its package, or where deployments are kept. */
export function isOfServer(path: string, { root, sites }: Server): boolean {
  const folder = path.split("/").slice(0, -1);
  return sites.some(({ file }) => {
    const own = file.split("/").slice(0, -1);
    const common = own.findIndex((part, index) => part !== folder[index]);
    const apart = folder.slice(common < 0 ? own.length : common);
    const inPackage = root !== "" && path.startsWith(`${root}/`) && !apart.some((part) => ofExamples.test(part));
    return inPackage || apart.every((part) => ofDeployment.test(part));
  });
}
