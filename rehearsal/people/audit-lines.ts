import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AuditLine } from "../../lib/gateway/audit";
import { grantSides } from "../../lib/gateway/grant-gateway";
import type { RunningCell } from "../running-cell";

/** Gateways write their log twice a second. Unit: milliseconds. */
const flush = 1_000;

/** The audit log of one gateway. */
export async function auditLines(cell: RunningCell, gateway = "query-gateway"): Promise<readonly AuditLine[]> {
  const text = await readFile(join(cell.directory, "logs", `${gateway}.log`), "utf8");
  return text
    .split("\n")
    .filter((line) => line.startsWith("{") && line.endsWith("}"))
    .map((line) => JSON.parse(line) as AuditLine)
    .filter(({ log }) => log === "audit");
}

/** Requests that a grant let through although it was over when they began. */
export async function allowedAfterDeadline(cell: RunningCell): Promise<readonly string[]> {
  await sleep(flush);
  const gateways = ["query-gateway", "metrics-gateway", ...Object.values(grantSides).map(({ file }) => file)];
  const lines = (await Promise.all(gateways.map((gateway) => auditLines(cell, gateway)))).flat();
  return lines
    .filter(({ closesAt, code, time }) => closesAt !== null && code < 400 && Date.parse(time) >= Date.parse(closesAt))
    .map(({ time, closesAt, path }) => `${path} at ${time}, after ${closesAt}`);
}
