import { X509Certificate } from "node:crypto";

/** From when until when something holds. */
export interface Life {
  readonly from: Date;
  readonly until: Date;
}

/** How long a certificate holds. Throws where the text is none. */
export function lifeOf(certificate: string): Life {
  const { validFrom, validTo } = new X509Certificate(certificate);
  return { from: new Date(validFrom), until: new Date(validTo) };
}

/** From when on it is renewed: at half its life as much time is left for runs that fail as has gone by. */
export function dueFrom({ from, until }: Life): Date {
  return new Date((from.getTime() + until.getTime()) / 2);
}
