import { z } from "zod";
import { quantity } from "../settings/option";

/** What one audience may ask of the query gateway. */
export const audienceLimits = z
  .strictObject({
    requestsPerSecond: quantity({
      doc: "Queries the audience may send to one gateway process; above it they are told to retry.",
      unit: "requests a second",
      default: 20,
      min: 1,
      max: 1000,
      why: "A dashboard asks about a dozen questions at once; a script that walks the store asks hundreds.",
    }),
    concurrent: quantity({
      doc: "Queries of the audience that may run at the same time in one gateway process.",
      unit: "requests",
      default: 10,
      min: 1,
      max: 200,
      why: "Few enough that one audience cannot keep the store busy for all others.",
    }),
    maxRangeHours: quantity({
      doc: "Longest time range one search may cover.",
      unit: "hours",
      default: 168,
      min: 1,
      max: 9600,
      why: "A week holds a sprint's worth of debugging; longer ranges read the whole bucket.",
    }),
  })
  .prefault({});

export type AudienceLimits = z.output<typeof audienceLimits>;
