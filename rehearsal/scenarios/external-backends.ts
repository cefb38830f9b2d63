import { keyHosts, targetHosts } from "../../lib/gateway/egress";
import type { Address } from "../../lib/site";
import type { Scenario } from "../scenario";
import { same } from "../scenario";
import { askForTunnel, greets, plainAnswer } from "../tunnel";

const text = ({ host, port }: Address) => `${host}:${port}`;

export const externalBackends: Scenario = {
  id: "external-backends",
  title: "scrubbed spans leave through the egress gateway, which leads to listed backends and nowhere else",
  act: async (stage) => {
    const { cell, site, outside, sink, searchedSink } = stage.cell;
    const [backend] = targetHosts(cell);
    const [keys] = keyHosts(cell);
    if (!backend || !keys) throw new Error("an external backend and an identity provider are needed");
    const ask = async (listener: "egress" | "egress-targets", to: string) => {
      const { status, socket } = await askForTunnel(site.port(listener), to);
      socket.destroy();
      return status;
    };
    const open = () => askForTunnel(site.port("egress-targets"), text(backend));
    // 404: what is not listed is nothing the gateway knows.
    const checks = [
      same("the collector is let to a listed backend", await ask("egress-targets", text(backend)), 200),
      same("to no other host", await ask("egress-targets", "elsewhere.invalid:443"), 404),
      same("to no other port of it", await ask("egress-targets", `${backend.host}:${backend.port + 1}`), 404),
      same("to no name below its own", await ask("egress-targets", `x.${text(backend)}`), 404),
      same("to no address", await ask("egress-targets", "127.0.0.1:443"), 404),
      same("nor to the identity provider", await ask("egress-targets", text(keys)), 404),
      same("gateways are not let to a backend", await ask("egress", text(backend)), 404),
      same("a tunnel carries TLS for the backend's name", await greets(await open(), backend.host, outside), true),
      same("for no other name", await greets(await open(), "elsewhere.invalid", outside), false),
      same("and no plain text", await plainAnswer(await open()), ""),
    ];
    return async () => {
      await stage.settled();
      const arrived = await Promise.all([sink.received(), searchedSink.received()]);
      return [
        ...checks,
        // Their names end in .invalid, which nothing resolves: there is no other way.
        same(
          "what was sent meanwhile arrived at each backend, whose names only the egress gateway knows",
          arrived.map((spans) => spans.length > 0),
          [true, true],
        ),
      ];
    };
  },
};
