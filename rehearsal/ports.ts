import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { firstEphemeralPort } from "../lib/aws-site";
import { loopback } from "../lib/site";

/** Below it are the ports of well-known services. */
const first = 10_000;

/**
 * Free ports on loopback, held together until all are known so that none is handed out twice. They lie below those that the
 * system gives to outgoing connections, or one of those could take a port before its program does; and somewhere at random, so
 * that two rehearsals at a time rarely meet.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held: { readonly port: number; readonly release: () => Promise<void> }[] = [];
  for (let port = randomInt(first, firstEphemeralPort); held.length < count; port = next(port)) {
    const release = await hold(port);
    if (release) held.push({ port, release });
  }
  await Promise.all(held.map(({ release }) => release()));
  return held.map(({ port }) => port);
}

function next(port: number): number {
  return port + 1 < firstEphemeralPort ? port + 1 : first;
}

/** Undefined where somebody else has it. */
function hold(port: number): Promise<(() => Promise<void>) | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(undefined));
    server.listen({ host: loopback, port, exclusive: true }, () =>
      done(() => new Promise((closed) => server.close(() => closed()))),
    );
  });
}
