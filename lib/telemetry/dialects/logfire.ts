import type { Dialect } from "../dialect";

export const logfire: Dialect = {
  id: "logfire",
  source: "Pydantic Logfire @e484a6b",
  content: ["request", "response"],
};
