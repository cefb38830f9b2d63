import { dataPaths, serverSettings, settingValues } from "../grafana/server-settings";

/** Grafana while nothing can reach it: closed by the same settings, without an address, sign-in, organizations and data sources. */
const { server, ...closed } = settingValues(serverSettings);

export const grafanaIni = {
  ...closed,
  // It has no name yet that it could insist on.
  server: { ...server, enforce_domain: false },
  paths: dataPaths("/var/lib/grafana"),
};

export { iniText } from "../ini";
