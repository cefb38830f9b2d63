import { field } from "./field";
import { denialRecorder, type HttpDenialOptions, isRefusal } from "./http-denial";
import { quietly } from "./quietly";
import { sentChallenge } from "./sent-challenge";

/** A request of Node, Express or a framework like it: `body` where something parsed it, `auth` where something verified the token. */
interface NodeRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

interface NodeResponse {
  readonly statusCode: number;
  once(event: "finish", listener: () => void): unknown;
}

/** What a fetch-style handler of the SDK may be given beside the request. */
interface FetchOptions {
  readonly authInfo?: unknown;
  readonly parsedBody?: unknown;
}

/** Longest body that is read again for the name of what was asked for. Unit: bytes. */
const largestBody = 65_536;

/**
 * Middleware, Express style, that gives requests answered with 401 or 403 a span: they never reach MCP, so `instrument` cannot see them.
 * Put it before the authentication. Never delays and never fails a request.
 */
export function traceHttpDenials(
  options: HttpDenialOptions = {},
): (request: NodeRequest, response: NodeResponse, next: () => void) => void {
  const record = denialRecorder(options);
  return (request, response, next) => {
    quietly("watching a response", () => {
      const challenge = sentChallenge(response);
      const tell = () => {
        if (!isRefusal(response.statusCode)) return;
        const header = (name: string) => {
          const value = request.headers[name];
          return typeof value === "string" ? value : undefined;
        };
        const [body, auth] = [field(request, "body"), field(request, "auth")];
        record({ status: response.statusCode, header, body, auth, challenge: challenge() });
      };
      response.once("finish", () => quietly("telling of a refusal", tell));
    });
    next();
  };
}

/** A copy whose body can be read later, since there stands what is asked for and which trace it belongs to. */
function copyOf(request: Request, options: FetchOptions | undefined): Request | undefined {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  const known = options?.parsedBody !== undefined || request.method !== "POST";
  return known || !(length <= largestBody) ? undefined : request.clone();
}

/** How long a message is waited for when its refusal is sent already. Unit: milliseconds. */
const longestWait = 1_000;

/** The message of a refused request, if all of it comes in time: who is refused may take as long as they like. */
async function messageOf(copy: Request): Promise<unknown> {
  const reader = copy.body?.getReader();
  const late = setTimeout(() => void reader?.cancel().catch(() => undefined), longestWait).unref();
  const chunks: Uint8Array[] = [];
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) chunks.push(part.value);
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

/** Refusals that were told of, so that one wrapper around another does not tell of them again. */
const told = new WeakSet<Response>();

/**
 * The same for a handler that takes a `Request` and gives a `Response`, such as the SDK's `createMcpHandler(…).fetch`. Put it around that,
 * where the caller is known, and around what checks the token; a refusal is told of once.
 */
export function withHttpDenials<O extends FetchOptions>(
  handler: (request: Request, options?: O) => Promise<Response>,
  options: HttpDenialOptions = {},
): (request: Request, options?: O) => Promise<Response> {
  const record = denialRecorder(options);
  return async (request, given) => {
    const copy = quietly("copying a request", () => copyOf(request, given));
    const response = await handler(request, given);
    if (!isRefusal(response.status) || told.has(response)) {
      // An unread copy would keep the body in memory.
      void copy?.body?.cancel().catch(() => undefined);
      return response;
    }
    told.add(response);
    const header = (name: string) => request.headers.get(name) ?? undefined;
    const challenge = response.headers.get("www-authenticate") ?? undefined;
    const tell = (body: unknown) => record({ status: response.status, header, body, auth: given?.authInfo, challenge });
    // The answer does not wait for the rest of the request.
    if (copy) void messageOf(copy).then(tell);
    else tell(given?.parsedBody);
    return response;
  };
}
