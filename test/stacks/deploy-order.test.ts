import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assemble } from "./assembly";
import { withPeople } from "./fixture";

const docs = readFileSync(join(__dirname, "../../docs/deploying.md"), "utf8");
const [, block = ""] = /^## The order\n[\s\S]*?```sh\n([\s\S]*?)```/m.exec(docs) ?? [];
const commands = block.split("\n").filter((line) => line !== "");

/** In which line of the page a stack is deployed; -1 where in none. */
function lineOf(stack: string): number {
  return commands.findIndex((line) => {
    const [, names = ""] = /^npx cdk deploy ([^#]*)/.exec(line) ?? [];
    const patterns = names
      .trim()
      .split(/\s+/)
      .map((name) => name.replaceAll("'", "").replace("*", ".*"));
    return patterns.some((pattern) => new RegExp(`^${pattern}$`).test(stack));
  });
}

async function dependencies(): Promise<Readonly<Record<string, readonly string[]>>> {
  const cognito = { cognito: { domainPrefix: "harbour" } };
  const { directory } = await assemble(withPeople("tempo", { egress: "internet", people: cognito }));
  const { artifacts } = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8")) as {
    artifacts: Readonly<Record<string, { type: string; dependencies?: readonly string[] }>>;
  };
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === "aws:cloudformation:stack");
  const names = stacks.map(([name]) => name);
  return Object.fromEntries(
    stacks.map(([name, { dependencies = [] }]) => [name, dependencies.filter((other) => names.includes(other))]),
  );
}

test("the page on deploying deploys every stack, each after those it depends on", async () => {
  const stacks = await dependencies();
  expect(Object.keys(stacks)).toEqual(
    expect.arrayContaining(["identity", "network", "shared", "grafana", "cell-prod"]),
  );
  expect(Object.keys(stacks).filter((stack) => lineOf(stack) < 0)).toEqual([]);
  const early = Object.entries(stacks).flatMap(([stack, needs]) =>
    needs.filter((need) => lineOf(need) > lineOf(stack)).map((need) => `${stack} before ${need}`),
  );
  expect(early).toEqual([]);
});

test("secrets are filled, and looked at, after they are made and before anything reads them", async () => {
  const stacks = await dependencies();
  const secrets = Object.keys(stacks).filter((stack) => stack.startsWith("secrets-"));
  expect(secrets.length).toBeGreaterThan(2);
  const readers = Object.entries(stacks).filter(([, needs]) => needs.some((need) => secrets.includes(need)));
  const step = (words: string) => commands.findIndex((line) => line.includes(words));
  const order = [...secrets.map(lineOf), step("pki issue"), step("pki push"), step("preflight")];
  expect(order).toEqual([...order].sort((one, other) => one - other));
  for (const [stack, needs] of readers) {
    expect(lineOf(stack)).toBeGreaterThan(step("preflight"));
    expect(needs.filter((need) => need.startsWith("secrets-")).length).toBeGreaterThan(0);
  }
  // Secrets depend on nothing, so that they can be made before the rest is.
  for (const secret of secrets) expect(stacks[secret]).toEqual([]);
});
