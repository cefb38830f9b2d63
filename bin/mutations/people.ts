import type { Mutation } from "./mutation";

const grafana = ["stacks/grafana.test"];

/** How people get in. */
export const people: readonly Mutation[] = [
  {
    breaks: "Grafana: it starts whether or not its organizations are there",
    edits: [{ file: "lib/constructs/grafana-task.ts", from: "      prepared: [prepared],\n", to: "" }],
    tests: grafana,
  },
  {
    breaks: "Grafana: paths of its image count for more than those of its file",
    edits: [{ file: "lib/constructs/dockerfile.ts", from: '    `ENV ${pathsOfImage.join(" ")}`,\n', to: "" }],
    tests: grafana,
  },
  {
    breaks: "the load balancer: whoever reaches it gets to Grafana, by any name",
    edits: [
      {
        file: "lib/constructs/front-door.ts",
        from: "ListenerCondition.hostHeaders([host])",
        to: 'ListenerCondition.hostHeaders(["*"])',
      },
    ],
    tests: ["stacks/front-door.test"],
  },
];
