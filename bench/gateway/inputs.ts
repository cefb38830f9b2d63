import { makeInputs } from "../../bin/inputs";
import type { Inputs } from "../../lib/inputs";
import { config } from "../../test/fixtures/company";

/** The environment in which developers have standing addresses. */
export const environment = "dev";

/** Above what any round sends: what is measured is the way, not how it refuses. */
const unhindered = 1_000_000;

/** The invented company, with Jaeger, and with every rate beyond what a benchmark reaches. */
export function benchInputs(): Inputs {
  const { environments, access, ...rest } = makeInputs({
    ...config,
    kit: { ...config.kit, store: { kind: "jaeger" } },
  });
  return {
    ...rest,
    environments: Object.fromEntries(
      Object.entries(environments).map(([name, settings]) => [
        name,
        { ...settings, ingest: { ...settings.ingest, requestsPerSecond: unhindered } },
      ]),
    ),
    access: {
      ...access,
      audiences: access.audiences.map((audience) => ({
        ...audience,
        limits: { ...audience.limits, requestsPerSecond: unhindered },
      })),
    },
  };
}
