#!/usr/bin/env -S node --import tsx
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { play } from "./play";
import { recorded } from "./recorded";

/** Plays every case on both generations of the SDK and writes down what they emitted, for the page of spans and the tests. */
const spans = {
  sdk1: recorded(play("sdk1-otel2", "cjs", "20")),
  sdk2: recorded(play("sdk2-otel2", "cjs", "20")),
};
writeFileSync(join(__dirname, "recorded-spans.json"), `${JSON.stringify(spans, null, 2)}\n`);
