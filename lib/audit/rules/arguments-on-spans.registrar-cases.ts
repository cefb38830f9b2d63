import type { Rule } from "../rule";
import { head } from "./small-servers";

/** A server that hands the function by which tools are registered to another file. */
const handing = (file: string) => ({
  "index.ts": `${head}
import { add } from "./price.js";
add({ registerTool: server.registerTool.bind(server) });`,
  "price.ts": `import { trace } from "@opentelemetry/api";\n${file}`,
});
const handler = `async (given) => {
    trace.getActiveSpan()?.setAttribute("item", given.item);
    return { content: [] };
  }`;

/** Tools that are registered by a function without the server before it. */
export const registrarCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    {
      name: "of a tool that is registered by a member of what the file is handed",
      at: "price.ts:4",
      files: handing(
        `export function add({ registerTool }) {\n  registerTool("price", { inputSchema: shape }, ${handler});\n}`,
      ),
    },
    {
      name: "of a tool that is registered by a parameter, with nothing but a description",
      at: "price.ts:4",
      files: handing(
        `export function add(registerTool: RegisterMcpTool) {\n  registerTool("price", { title: "Price", description: "Asks" }, ${handler});\n}`,
      ),
    },
    {
      name: "of a tool that is registered by a function which is given the server",
      at: "price.ts:4",
      files: handing(
        `import { registerTool } from "./registry.js";\nregisterTool(server, "price", { inputSchema: shape }, ${handler});`,
      ),
    },
  ],
  good: [
    {
      name: "a tool of an editor, which is registered by a function of that name",
      files: handing(`export function add({ registerTool }) {
  registerTool("pen", { icon: "pen", description: "Draws" }, ${handler});
  registerTool("brush", { description: "Paints" }, ${handler});
  registerTool("eraser", ${handler});
}`),
    },
  ],
};
