/**
 * The paths of Tempo's query API that Grafana asks, as one expression over the whole path. Everything else is refused: the
 * same port also shows the configuration, edits rings and takes part in shutting down. Names of attributes may hold nothing
 * that could be read as another path.
 */
export const tempoReadPaths =
  "/api/(?:echo|search|status/buildinfo|metrics/query|metrics/query_range|v2/search/tags|v2/search/tag/[A-Za-z0-9_.:\\-]+/values|(?:v2/)?traces/[0-9a-fA-F]+)";
