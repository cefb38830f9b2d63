/** Folder, stack suffix and DNS label of what all environments share for people. No environment may be called that. */
export const grafanaFolder = "grafana";
