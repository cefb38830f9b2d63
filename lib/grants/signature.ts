import { createHash, createHmac } from "node:crypto";

/** Short-lived keys of the role a task runs as. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SignedCall {
  readonly host: string;
  readonly service: string;
  readonly region: string;
  readonly method: "GET" | "POST";
  readonly body: string;
  /** Signed and sent beside host and date. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly at: Date;
}

/**
 * The headers of a request to an AWS service, signature included (version 4), for the path `/`. Written out here because the
 * one call of the one program that makes it is not worth an SDK in its image.
 */
export function signedHeaders(call: SignedCall): Readonly<Record<string, string>> {
  const { host, service, region, method, body, headers = {}, credentials, at } = call;
  const time = at.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const date = time.slice(0, 8);
  const { sessionToken } = credentials;
  const signed: Readonly<Record<string, string>> = {
    ...headers,
    host,
    "x-amz-date": time,
    ...(sessionToken !== undefined && { "x-amz-security-token": sessionToken }),
  };
  const names = Object.keys(signed).sort((one, other) => (one < other ? -1 : 1));
  const list = names.join(";");
  const request = [method, "/", "", ...names.map((name) => `${name}:${signed[name]?.trim()}`), "", list, sha256(body)];
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", time, scope, sha256(request.join("\n"))].join("\n");
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(key, text).toString("hex");
  const credential = `${credentials.accessKeyId}/${scope}`;
  return {
    ...signed,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${list}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
