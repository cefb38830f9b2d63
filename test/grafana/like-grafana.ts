import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Organization {
  readonly id: number;
  readonly name: string;
}

/** What is asked of it, in order. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly organization: string | undefined;
}

export interface LikeGrafana {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly organizations: readonly Organization[];
  readonly asked: readonly Asked[];
  stop(): Promise<void>;
}

/**
 * A small server that answers like Grafana's API for organizations and users; it is not Grafana. Numbers come from a sequence that
 * never goes back. `skip` numbers are used up before the first organization, as by one that was removed.
 */
export async function likeGrafana({
  skip = 0,
  answer,
}: {
  skip?: number;
  answer?: { status: number; text: string; location?: string };
} = {}): Promise<LikeGrafana> {
  const user = "admin";
  const password = ["pass", "word", "of", "the", "test"].join("-");
  const organizations: Organization[] = [{ id: 1, name: "Main Org." }];
  const asked: Asked[] = [];
  let sequence = 1 + skip;

  const routes: Readonly<Record<string, (body: { name?: string }, path: string) => unknown>> = {
    "GET /api/user": () => ({ id: 1, login: user, email: "" }),
    "GET /api/users": () => [{ id: 1, login: user, isAdmin: true }],
    "GET /api/orgs": () => organizations,
    "POST /api/orgs": ({ name = "" }) => {
      sequence += 1;
      organizations.push({ id: sequence, name });
      return { orgId: sequence, message: "Organization created" };
    },
    "GET /api/datasources": () => [],
  };

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { pathname } = new URL(request.url ?? "/", "http://here");
      const method = request.method ?? "";
      asked.push({ method, path: pathname, organization: request.headers["x-grafana-org-id"] as string | undefined });
      const reply = (status: number, value: unknown) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
      };
      if (answer) {
        response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end(answer.text);
        return;
      }
      const expected = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
      if (request.headers.authorization !== expected) return reply(401, { message: "Invalid username or password" });
      if (/^\/api\/orgs\/\d+\/users$/.test(pathname)) return reply(200, [{ login: user, role: "Admin" }]);
      const route = routes[`${method} ${pathname}`];
      return route ? reply(200, route(body, pathname)) : reply(404, { message: "Not found" });
    });
  });
  const url = await listening(server);
  return {
    url,
    user,
    password,
    organizations,
    asked,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<{ name?: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : (JSON.parse(text) as { name?: string });
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
