import { createServer } from "node:net";
import { loopback } from "../lib/site";

/** Free ports on loopback, held together until all are known so that none is handed out twice. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen()));
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port was assigned");
    return address.port;
  });
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

function listen() {
  return new Promise<ReturnType<typeof createServer>>((ready, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, loopback, () => ready(server));
  });
}
