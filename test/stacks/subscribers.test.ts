import { companyInputs } from "../fixtures/pki";
import { assemble } from "./assembly";
import { fixture } from "./fixture";

const emails = [["on-call", "harbour.example"].join("@")];
const urls = ["https://on-call.example/sns/alerts"];

test("who is named is told of alerts, over TLS, without a new finding, and nobody is by default", async () => {
  const named = await assemble(fixture("tempo", { kit: { alerting: { subscribers: { emails, urls } } } }));
  const told = named.ofType("AWS::SNS::Subscription").map(({ stack, Properties }) => {
    return [stack, Properties.Protocol, Properties.Endpoint];
  });
  expect(told).toEqual([
    ["shared", "email", emails[0]],
    ["shared", "https", urls[0]],
  ]);
  expect(named.findings).toEqual([]);
  const { ofType } = await assemble(fixture("tempo"));
  expect(ofType("AWS::SNS::Subscription")).toEqual([]);
});

test.each([
  { what: "a word for an address", subscribers: { emails: ["nobody"] } },
  { what: "an address without TLS", subscribers: { urls: ["http://on-call.example"] } },
  { what: "an address with a token", subscribers: { urls: ["https://on-call.example/?token=x"] } },
  { what: "more than anybody reads", subscribers: { emails: Array(21).fill(emails[0]) } },
])("$what is refused", ({ subscribers }) => {
  expect(() => companyInputs({}, { alerting: { evaluator: "grafana", subscribers } })).toThrow("alerting.subscribers");
});
