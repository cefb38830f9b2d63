import { z } from "zod";
import { ingestTokens } from "./ingest-tokens";
import { flag, oneOf, quantity } from "./option";
import { principal } from "./principal";
import { privateRange } from "./private-range";
import { environmentScrub } from "./scrub";

/** What may differ from one environment to the next, apart from the alerts (see `tuning.ts`). */
export const environmentShape = {
  production: flag({
    doc: "Whether this is production: whoever reads single teams, as developers do, and whoever is on call reads it during incidents at most.",
    default: true,
    why: "Closed by default: an environment nobody classified is treated as production.",
  }),
  retention: z
    .strictObject({
      days: quantity({
        doc: "How long traces are kept.",
        unit: "days",
        default: 30,
        min: 1,
        max: 400,
        why: "A month covers an investigation that starts late; every day more is more content at rest.",
      }),
    })
    .prefault({}),
  audit: z
    .strictObject({
      retentionDays: oneOf([30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2557, 3653], {
        doc: "How long it can be told who read which traces and metrics, and who opened what during an incident.",
        unit: "days",
        default: 400,
        why: "A year, and a month to look into what was found at its end; these are periods CloudWatch offers.",
      }),
    })
    .prefault({}),
  ingest: z
    .strictObject({
      requestsPerSecond: quantity({
        doc: "Export requests one identity may send to one gateway process, over gRPC and HTTP each; above it the sender is told to retry.",
        unit: "requests a second",
        default: 100,
        min: 1,
        max: 100_000,
        why: "A batch exporter sends one request every few seconds; 100 leaves room for a fleet and still bounds a flood.",
      }),
      tokens: ingestTokens,
      allowedPrincipals: z.array(principal()).default([]).meta({
        doc: "Who may ask for a PrivateLink endpoint to the environment's load balancer. Each connection is accepted by hand all the same.",
      }),
      clientRanges: z.array(privateRange("Addresses of servers as the trace network sees them.")).default([]).meta({
        doc: "From where servers call the load balancer without PrivateLink: those in a network that is brought, or in connected ones.",
      }),
      revocation: flag({
        doc: "Whether certificates are checked against a revocation list of the authority, which the deployer keeps in the gateway's secret.",
        default: false,
        why: "A list that is missing or out of date refuses everybody, so it is for those who keep one. Short-lived certificates need none.",
      }),
    })
    .prefault({}),
  collector: z
    .strictObject({
      tasks: quantity({
        doc: "Collector tasks that run at least.",
        unit: "tasks",
        default: 2,
        min: 1,
        max: 50,
        why: "Two, so that one may be replaced while the other receives.",
      }),
      maxTasks: quantity({
        doc: "Collector tasks that run at most. Above 60 % of CPU or 70 % of memory one is added. None is taken away by itself, since what its queue holds would be lost; the next deployment goes back to `tasks`.",
        unit: "tasks",
        default: 6,
        min: 1,
        max: 100,
        why: "Three times the default of `tasks`: a rush is met, and what a flood may cost is bounded.",
      }),
      memoryMiB: quantity({
        doc: "Memory of one collector task.",
        unit: "MiB",
        default: 2048,
        min: 1024,
        max: 30_720,
        why: "Holds the queues' working set and what waits for the detector with half to spare.",
      }),
      queueMiB: quantity({
        doc: "Disk each exporter may use while its destination is away; beyond it senders are told to retry.",
        unit: "MiB",
        default: 512,
        min: 16,
        max: 20_480,
        why: "About 20 minutes of 1,000 spans a second at 450 bytes each.",
      }),
    })
    .prefault({}),
  detector: z
    .strictObject({
      tasks: quantity({
        doc: "Detectors, each a task of its own. Traces are shared out among them by their id.",
        unit: "tasks",
        default: 1,
        min: 1,
        max: 16,
        why: "One counts far more spans a second than a collector receives; several are for more traces than fit one's memory.",
      }),
      memoryMiB: quantity({
        doc: "Memory of one detector task.",
        unit: "MiB",
        default: 1024,
        min: 512,
        max: 30_720,
        why: "Four times what traces and callers may take: samples are made beside them, and the garbage collector needs as much again.",
      }),
      queueMiB: quantity({
        doc: "Memory that one collector task uses for stripped spans while a detector is away, for each detector. What comes beyond is counted and left out; senders and the trace store notice nothing.",
        unit: "MiB",
        default: 128,
        min: 8,
        max: 4_096,
        why: "About six minutes of 1,000 spans a second at 350 bytes each: several times what it takes to replace a detector.",
      }),
    })
    .prefault({}),
  metrics: z
    .strictObject({
      flushSeconds: quantity({
        doc: "How often counts become metric samples.",
        unit: "seconds",
        default: 15,
        min: 1,
        max: 300,
        why: "A quarter of the evaluation interval, so that no evaluation sees a stale count.",
      }),
      evaluationSeconds: quantity({
        doc: "How often alert rules are evaluated.",
        unit: "seconds",
        default: 60,
        min: 1,
        max: 600,
        why: "The workspace's own default; the shortest pending time asked for is one minute.",
      }),
      toolCallsFloor: quantity({
        doc: "Calls from which on a trace becomes a series of its own.",
        unit: "calls",
        default: 25,
        min: 1,
        max: 10_000,
        why: "Half the default threshold: enough history to see a loop rise, few enough series to stay bounded.",
      }),
      seriesExpirySeconds: quantity({
        doc: "How long a trace's or caller's series lives after its last span; a loop alert resolves then.",
        unit: "seconds",
        default: 900,
        min: 30,
        max: 86_400,
        why: "Longer than any window or pending time in the catalogue, short enough to forget finished traces.",
      }),
      seriesLimit: quantity({
        doc: "Series one team may have of each metric, and callers it may have, in one detector. Of more the highest stay; the others are counted in `mcp_detector_dropped_total`.",
        unit: "series",
        default: 10_000,
        min: 100,
        max: 1_000_000,
        why: "Ten thousand callers of one team fit, in about 3 MB; whoever sends fresh ids with each call cannot grow it further.",
      }),
      detectorMiB: quantity({
        doc: "Memory for the traces and callers that one detector keeps. Beyond it the team that holds most loses what it touched longest ago, which is counted in `mcp_detector_dropped_total`.",
        unit: "MiB",
        default: 256,
        min: 16,
        max: 16_384,
        why: "A trace of a dozen spans takes about 1 kB, so that 250,000 of them fit.",
      }),
    })
    .prefault({}),
  scrub: environmentScrub,
};
