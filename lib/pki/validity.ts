/** Unit: milliseconds. */
const hour = 3_600_000;

/** Unit: hours. */
export const day = 24;

/** Clocks differ a little between the machine that issues and the one that checks. Unit: milliseconds. */
const backdate = 5 * 60_000;

/** From shortly before now, for as long as is asked, and no longer than `latest`: nothing outlives the authority that stands for it. */
export function validity(hours: number, latest = new Date(8_640_000_000_000_000)) {
  const now = Date.now();
  const end = Math.min(now + hours * hour, latest.getTime());
  return { notBefore: new Date(now - backdate), notAfter: new Date(end) };
}
