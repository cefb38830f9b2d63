import { makeInputs } from "../../bin/inputs";
import { awsPorts } from "../../lib/aws-site";
import { reachedFrom } from "../../lib/docs/ports-page";
import type { Listener } from "../../lib/site";
import { config } from "../fixtures/company";
import { assemble } from "./assembly";
import { pairsIn } from "./rules";

let pairs: readonly string[];
beforeAll(async () => {
  // Everything that can be switched on, so that every rule there may be is there.
  const tokens = {
    issuer: "https://issuer.acme.example",
    audience: "spans",
    jwksUri: "https://issuer.acme.example/keys",
  };
  const { environments } = config;
  const prod = { ...environments.prod, ingest: { tokens } };
  const inputs = makeInputs({ ...config, environments: { ...environments, prod } });
  pairs = pairsIn(await assemble(inputs));
});

test.each(Object.keys(awsPorts) as Listener[])(
  "who reaches %s by the page of ports is whom a security group lets through",
  (listener) => {
    const sources = pairs.flatMap((pair) => {
      const [, from, port] = /^(\w+?)(?:prod)? → \w+prod (\d+)$/.exec(pair) ?? [];
      return from !== undefined && Number(port) === awsPorts[listener] ? [from] : [];
    });
    expect(new Set(sources)).toEqual(new Set(reachedFrom(listener)));
  },
);
