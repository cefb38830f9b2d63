import { dashboardUid } from "../../lib/dashboard";
import { dashboardsOf } from "../../lib/grafana/dashboards";
import { dataSourcesOf } from "../../lib/grafana/data-sources";
import { companyInputs } from "../grafana/site";
import { modelOf, panelsOf, placedFor } from "./placed";

describe.each([
  ["tempo", "organizations"],
  ["jaeger", "organizations"],
  ["tempo", "enterprise"],
  ["jaeger", "enterprise"],
] as const)("dashboards, with %s and %s", (kind, grafana) => {
  const inputs = companyInputs(kind, { grafana });
  const placed = dashboardsOf(inputs);
  const sources = dataSourcesOf(inputs);
  const models = placed.map((one) => ({ one, model: modelOf(one, inputs) }));

  it("read data sources of their own audience and environment only", () => {
    const wrong = models.flatMap(({ one, model }) => {
      const own = sources.filter(
        (source) => source.audience === one.audience && source.environment === one.environment,
      );
      const inOrganization = sources.filter(({ organization }) => organization === one.organization);
      const chosen = model.templating.list.filter(({ type }) => type === "datasource");
      const offered = chosen.flatMap(({ query, regex = "" }) =>
        inOrganization.filter(({ type, name }) => type === query && new RegExp(regex.slice(1, -1)).test(name)),
      );
      const variables = chosen.map(({ name, query }) => ({ type: query, uid: `\${${name}}` }));
      const known = [...own.filter((source) => source.kind !== "alerting"), ...variables];
      const named = panelsOf(model).flatMap((panel) => [
        ...(panel.datasource ? [panel.datasource] : []),
        ...(panel.targets ?? []).map(({ datasource }) => datasource),
      ]);
      return [
        ...named.filter(({ type, uid }) => !known.some((source) => source.type === type && source.uid === uid)),
        ...offered.filter((source) => !own.includes(source)),
        ...chosen.filter(({ current }) => !offered.some(({ uid }) => uid === current?.value)),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("link to dashboards of the same organization, and to nothing else", () => {
    const wrong = models.flatMap(({ one, model }) => {
      const there = new Set(
        placed.filter(({ organization }) => organization === one.organization).map(({ uid }) => `/d/${uid}`),
      );
      const urls = [...JSON.stringify(model).matchAll(/"url":"([^"?]*)/g)].map(([, url = ""]) => url);
      expect(urls.length).toBeGreaterThan(0);
      return urls.filter((url) => !there.has(url));
    });
    expect(wrong).toEqual([]);
  });

  it("have a uid and numbers of panels that nothing else has", () => {
    const uids = placed.map(({ organization, uid }) => `${organization}/${uid}`);
    expect(new Set(uids).size).toBe(uids.length);
    expect(placed.filter(({ uid }) => !/^[a-z0-9_-]{1,40}$/.test(uid))).toEqual([]);
    for (const { model } of models) {
      const ids = [...model.panels, ...panelsOf(model)].map(({ id }) => id);
      expect(new Set(ids).size).toBe(new Set([...model.panels, ...panelsOf(model)]).size);
    }
  });

  it("fill every variable that a question holds", () => {
    const open = models.flatMap(({ model }) => {
      const known = model.templating.list.map(({ name }) => name);
      const used = [...JSON.stringify(model.panels).matchAll(/\$([a-z][a-z_]+)|\$\{([a-z][a-z_]+)[}:]/g)];
      return used.map(([, plain, braced]) => plain ?? braced ?? "").filter((name) => !known.includes(name));
    });
    expect(open).toEqual([]);
  });

  it("say what would be there where nothing is", () => {
    // These two speak for themselves.
    const others = new Set(["text", "traces", "alertlist"]);
    const silent = models.flatMap(({ model }) =>
      panelsOf(model).filter(({ type, fieldConfig }) => !others.has(type) && !fieldConfig?.defaults.noValue),
    );
    expect(silent).toEqual([]);
  });

  it("hold panels that fit beside each other", () => {
    const wide = models.flatMap(({ model }) => panelsOf(model).filter(({ gridPos }) => gridPos.x + gridPos.w > 24));
    expect(wide.map(({ title }) => title)).toEqual([]);
  });
});

describe("dashboards", () => {
  const inputs = companyInputs();
  const ids = (audience: string, environment: string) =>
    placedFor(inputs, audience, environment).map(({ dashboard }) => dashboard.id);

  it("are for who can read what they show", () => {
    expect(ids("security", "prod")).toEqual(inputs.dashboards.map(({ id }) => id));
    expect(ids("on-call", "prod")).toEqual(inputs.dashboards.map(({ id }) => id));
    expect(ids("search-developers", "dev")).toEqual(["caller-investigation", "trace-investigation", "agent-behaviour"]);
    expect(ids("search-developers", "prod")).toEqual([]);
    expect(ids("auditors", "prod")).toEqual([]);
  });

  it("list alerts only where the rules lie", () => {
    const lists = dashboardsOf(inputs).filter((one) =>
      panelsOf(modelOf(one, inputs)).some(({ type }) => type === "alertlist"),
    );
    expect(new Set(lists.map(({ audience }) => audience))).toEqual(new Set(["security"]));
  });

  it("offer a choice of data source only where there is one", () => {
    const choices = (audience: string) =>
      placedFor(inputs, audience, "prod").map(
        (one) => modelOf(one, inputs).templating.list.filter(({ type }) => type === "datasource").length,
      );
    expect(new Set(choices("security"))).toEqual(new Set([0]));
    expect(new Set(choices("on-call"))).toEqual(new Set([2]));
  });

  it("have a uid of their own where names are long", () => {
    const long = "an-environment-of-thirty-two-letters";
    const uids = ["security-overview", "caller-investigation"].map((id) => dashboardUid(id, long, "an-audience"));
    expect(uids.map(({ length }) => length)).toEqual([40, 40]);
    expect(new Set(uids).size).toBe(2);
  });
});
