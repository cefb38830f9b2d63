import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeInputs } from "../../bin/inputs";
import { entryProblems } from "../../lib/grafana/entry-problems";
import { config } from "../fixtures/company";
import { type Assembly, assemble } from "./assembly";
import { withAllPacks } from "./fixture";

const { identity: _, ...nobody } = config.access;

/** The company with a user pool of its own, before and after it is known who people are. */
function company(access: object, evaluator: "amp" | "grafana") {
  const people = { ...config.kit.people, cognito: { domainPrefix: "acme" } };
  const kit = { ...config.kit, alerting: { evaluator }, people };
  return makeInputs({ ...config, kit, access: { ...access, exportTargets: [] } });
}

let assembly: Assembly;
beforeAll(async () => {
  assembly = await assemble(withAllPacks(company(nobody, "amp")));
});

/** What the stack prints, with what AWS would put in. */
function printed(): unknown {
  const { Outputs } = JSON.parse(readFileSync(join(assembly.directory, "identity.template.json"), "utf8"));
  const [identity] =
    Object.entries(Outputs)
      .find(([id]) => id.startsWith("PeopleIdentity"))
      ?.slice(1) ?? [];
  const { Value } = identity as { Value: { "Fn::Join": readonly [string, readonly (string | { Ref: string })[]] } };
  const known = (reference: string) => {
    if (reference === "AWS::URLSuffix") return "amazonaws.com";
    return reference.includes("Domain") ? "acme" : reference.includes("PoolGrafana") ? "client" : "eu-central-1_Acme";
  };
  return JSON.parse(Value["Fn::Join"][1].map((part) => (typeof part === "string" ? part : known(part.Ref))).join(""));
}

test("the pool breaks no rule, and stands alone: nothing else of people is there yet", () => {
  expect(assembly.findings).toEqual([]);
  expect(assembly.stacks).toContain("acme-traces-identity");
  expect(assembly.stacks).not.toContain("acme-traces-grafana");
});

test("nobody signs up, and everybody shows a second factor", () => {
  expect(assembly.ofType("AWS::Cognito::UserPool")).toMatchObject([
    {
      DeletionPolicy: "Retain",
      Properties: {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: "ON",
        EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
        DeletionProtection: "ACTIVE",
        UserPoolTier: "PLUS",
        UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
      },
    },
  ]);
});

test("every group of an audience is there, and no other", () => {
  const groups = assembly.ofType("AWS::Cognito::UserPoolGroup").map(({ Properties }) => Properties.GroupName);
  expect(new Set(groups)).toEqual(new Set(config.access.audiences?.flatMap((audience) => audience.groups)));
});

test("Grafana's client takes codes alone, for one address, and its tokens are short", () => {
  expect(assembly.ofType("AWS::Cognito::UserPoolClient")).toMatchObject([
    {
      Properties: {
        GenerateSecret: true,
        AllowedOAuthFlows: ["code"],
        ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
        CallbackURLs: ["https://traces.acme.example/login/generic_oauth"],
        AccessTokenValidity: 15,
        IdTokenValidity: 15,
      },
    },
  ]);
});

test("what the stack prints is an identity provider that the configuration takes, and people get in by it", () => {
  const inputs = company({ ...nobody, identity: printed() }, "grafana");
  expect(inputs.access.identity?.provider).toBe("cognito");
  expect(entryProblems(inputs)).toEqual([]);
});
