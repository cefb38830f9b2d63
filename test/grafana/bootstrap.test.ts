import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { bootstrap } from "../../lib/grafana/bootstrap/bootstrap";
import { grafanaApi } from "../../lib/grafana/bootstrap/grafana-api";
import { grafanaVariables } from "../../lib/grafana/grafana-variables";
import { organizationsOf } from "../../lib/grafana/organizations";
import { type LikeGrafana, likeGrafana } from "./like-grafana";
import { companyInputs } from "./site";

const inputs = companyInputs();
const names = organizationsOf(inputs).map(({ id, name }) => ({ id, name }));
let grafana: LikeGrafana;

afterEach(() => grafana.stop());

describe("the bootstrap, against a server that answers like Grafana's API but is not Grafana", () => {
  it("makes the organizations, and nothing when it runs again", async () => {
    grafana = await likeGrafana();
    const first = await bootstrap(inputs, grafanaApi(grafana));
    expect(first.calls).toHaveLength(names.length);
    expect(grafana.organizations).toEqual([{ id: 1, name: "Main Org." }, ...names]);
    const second = await bootstrap(inputs, grafanaApi(grafana));
    expect(second).toMatchObject({ calls: [], drift: [], problems: [] });
    expect(grafana.organizations).toHaveLength(names.length + 1);
  });

  it("only reads in a dry run", async () => {
    grafana = await likeGrafana();
    const { calls } = await bootstrap(inputs, grafanaApi(grafana), { dryRun: true });
    expect(calls).toHaveLength(names.length);
    expect(new Set(grafana.asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  it("asks for the data sources of each organization in that organization", async () => {
    grafana = await likeGrafana();
    await bootstrap(inputs, grafanaApi(grafana));
    const asked = grafana.asked.filter(({ path }) => path === "/api/datasources");
    expect(new Set(asked.map(({ organization }) => organization))).toEqual(
      new Set(["1", ...names.map(({ id }) => `${id}`)]),
    );
  });

  it("stops at the first wrong number, and lists all", async () => {
    grafana = await likeGrafana({ skip: 1 });
    await expect(bootstrap(inputs, grafanaApi(grafana))).rejects.toThrow(
      /gave number 3 to an organization that must have 2.*there: 1 Main Org\., 3 payments-developers; wanted: 2 payments-developers, 3 search-developers/,
    );
    expect(grafana.organizations).toHaveLength(2);
  });

  it("follows no redirect, which would carry the password away", async () => {
    grafana = await likeGrafana({ answer: { status: 301, text: "", location: "http://127.0.0.1:9/" } });
    await expect(bootstrap(inputs, grafanaApi(grafana))).rejects.toThrow("answered 301 to GET /api/user: it wants");
  });

  it("shows of a failure what Grafana calls its message, and no more", async () => {
    grafana = await likeGrafana({ answer: { status: 500, text: JSON.stringify({ message: "no", secret: "shown?" }) } });
    const failure = bootstrap(inputs, grafanaApi(grafana));
    await expect(failure).rejects.toThrow(/^Grafana answered 500 to GET \/api\/user: no$/);
  });

  it.each([
    "http://grafana.example:3000",
    "https://me@grafana.example",
    "http://127.0.0.1:3000/sub",
    "ftp://127.0.0.1",
  ])("does not send the password to %s", async (url) => {
    grafana = await likeGrafana();
    expect(() => grafanaApi({ ...grafana, url })).toThrow("cannot be asked");
  });
});

describe("grafana-bootstrap", () => {
  const run = promisify(execFile);
  const root = join(__dirname, "../..");

  async function program(args: readonly string[], password?: string) {
    const { PATH = "" } = process.env;
    const env = {
      PATH,
      [grafanaVariables.adminUser]: "admin",
      ...(password && { [grafanaVariables.adminPassword]: password }),
    };
    const command = ["--import", "tsx", "bin/grafana-bootstrap.ts", "--url", grafana.url, ...args];
    return run(process.execPath, command, { cwd: root, env }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, text: stdout + stderr }),
    );
  }

  it("prints what it would call, and never the password", async () => {
    grafana = await likeGrafana();
    const { code, text } = await program(["--dry-run"], grafana.password);
    expect(code).toBe(0);
    expect(text).toContain('would call POST /api/orgs {"name":"payments-developers"}');
    expect(text).not.toContain(grafana.password);
    expect(text).not.toContain(Buffer.from(`admin:${grafana.password}`).toString("base64"));
    expect(grafana.organizations).toHaveLength(1);
  }, 30_000);

  it("says which variable is missing", async () => {
    grafana = await likeGrafana();
    const { code, text } = await program([]);
    expect(code).toBe(2);
    expect(text).toContain(`${grafanaVariables.adminPassword} is not set`);
  }, 30_000);

  it("fails where Grafana refuses, without the password", async () => {
    grafana = await likeGrafana();
    const wrong = ["not", "the", "one"].join("-");
    const { code, text } = await program([], wrong);
    expect(code).toBe(1);
    expect(text).toContain("Grafana answered 401 to GET /api/user: Invalid username or password");
    expect(text).not.toContain(wrong);
  }, 30_000);
});
