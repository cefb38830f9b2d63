import { z } from "zod";
import { quantity } from "./option";
import type { Problem } from "./problem";

/** The certificates that `kit pki` makes. Who brings their own needs none of it. */
export const pki = z
  .strictObject({
    certificateDays: quantity({
      doc: "How long a certificate that `kit pki` issues holds. It is renewed from half of it on.",
      unit: "days",
      default: 60,
      min: 2,
      max: 397,
      why: "Renewed weekly it has at least 23 days left, more than the 14 below which `certificate-expiring` warns.",
    }),
    renewEveryDays: quantity({
      doc: "How often `kit pki renew` and `kit pki push` are run, by a timer of yours.",
      unit: "days",
      default: 7,
      min: 1,
      max: 180,
      why: "Every certificate becomes due in one run and could still be renewed in the next three, so that one that fails is no outage.",
    }),
    authorityDays: quantity({
      doc: "How long the authority of an environment holds. It is renewed from half of it on, with the key it has.",
      unit: "days",
      default: 1825,
      min: 4,
      max: 3650,
      why: "Five years: every server's file of authorities has to be replaced once in half of them.",
    }),
  })
  .prefault({});

/** Ensure that whatever becomes due is renewed before it ends, even where it became due just after a run. */
export function pkiProblems({ certificateDays, renewEveryDays, authorityDays }: z.output<typeof pki>, file: string) {
  const problems: Problem[] = [];
  if (certificateDays < 2 * renewEveryDays) {
    problems.push({
      path: `${file}: pki.certificateDays`,
      value: certificateDays,
      allowed: `at least twice pki.renewEveryDays, ${2 * renewEveryDays} days: due from half its life on, it must meet a renewal before it ends`,
      fix: `raise it to ${2 * renewEveryDays} or more, or lower pki.renewEveryDays`,
    });
  }
  if (authorityDays < 2 * certificateDays) {
    problems.push({
      path: `${file}: pki.authorityDays`,
      value: authorityDays,
      allowed: `at least twice pki.certificateDays, ${2 * certificateDays} days: no certificate outlives its authority`,
      fix: `raise it to ${2 * certificateDays} or more, or lower pki.certificateDays`,
    });
  }
  return problems;
}
