import { readExecution } from "../../lib/grants/execution";

const account = "1".repeat(12);
const executionArn = `arn:aws:states:eu-central-1:${account}:execution:acme-cell-prod-grants:inc-1-checkout`;
const started = { name: "inc-1-checkout", status: "RUNNING", startDate: 1_795_316_400.123, input: '{"open":{}}' };

function surroundings(answer: object, status = 200) {
  const calls: { url: string; init: RequestInit | undefined }[] = [];
  const fetch = async (url: string, init?: RequestInit) => {
    calls.push({ url, init });
    const keys = { AccessKeyId: "id", SecretAccessKey: "key", Token: "token" };
    return url.startsWith("http://169.254.170.2/")
      ? new Response(JSON.stringify(keys))
      : new Response(JSON.stringify(answer), { status });
  };
  return { calls, given: { executionArn, credentialsPath: "/v2/keys", fetch, now: new Date() } };
}

test("what an execution was started with is asked of Step Functions in its own region, signed", async () => {
  const { calls, given } = surroundings(started);
  expect(await readExecution(given)).toEqual({
    name: "inc-1-checkout",
    startedAt: new Date(1_795_316_400_123),
    input: { open: {} },
  });
  expect(calls.map(({ url }) => url)).toEqual([
    "http://169.254.170.2/v2/keys",
    "https://states.eu-central-1.amazonaws.com/",
  ]);
  expect(calls[1]?.init).toMatchObject({
    body: JSON.stringify({ executionArn }),
    headers: { "x-amz-target": "AWSStepFunctions.DescribeExecution", "x-amz-security-token": "token" },
  });
});

test("an execution that is over opens nothing any more", async () => {
  await expect(readExecution(surroundings({ ...started, status: "SUCCEEDED" }).given)).rejects.toThrow(
    /the execution is over/,
  );
});

test("an execution that the role may not ask about is not carried out", async () => {
  await expect(readExecution(surroundings({ __type: "AccessDeniedException" }, 400).given)).rejects.toThrow(
    /answered 400: .*AccessDenied/,
  );
});

test.each(["", "inc-1", `arn:aws:states:evil.example/x:${account}:execution:a:b`, `${executionArn}\nx`])(
  "%j is no execution, and nobody is asked about it",
  async (arn) => {
    const { calls, given } = surroundings(started);
    await expect(readExecution({ ...given, executionArn: arn })).rejects.toThrow(/is no execution; allowed/);
    expect(calls).toEqual([]);
  },
);
