import type { Rule } from "../rule";
import { python, tool } from "./small-servers";

const at = "index.ts:5";

/** Keys that hold one argument each, since they begin with a key of content; the values come from elsewhere. */
export const keyCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    {
      name: "under a key below one that holds content",
      at,
      files: tool('  span.setAttribute("gen_ai.tool.call.arguments.item", found);'),
    },
    {
      name: "under a template that begins with a key of content",
      at,
      files: tool(`  span.setAttribute(\`gen_ai.tool.call.arguments.\${key}\`, found);`),
    },
    {
      name: "under a sum that begins with a key of content",
      at,
      files: tool('  span.setAttribute("gen_ai.tool.call.arguments" + "." + key, found);'),
    },
    {
      name: "under a computed key that begins with one of content",
      at,
      files: tool(`  span.setAttributes({ [\`mcp.tool.arguments.\${key}\`]: found });`),
    },
    {
      name: "in Python, under an f-string that begins with a key of content",
      at: "server.py:8",
      files: python('    trace.get_current_span().set_attribute(f"gen_ai.tool.call.arguments.{key}", found)'),
    },
  ],
  good: [
    {
      name: "how an argument looks, below a key that holds content",
      files: tool(`  span.setAttribute("gen_ai.tool.call.arguments.count", found);
  span.setAttribute(\`gen_ai.tool.call.arguments.\${key}.type\`, found);
  span.setAttribute(\`gen_ai.tool.call.arguments.\${key}\`, typeof found);
  span.setAttribute(\`gen_ai.tool.call.arguments.\${key}\`, found.length);
  span.setAttribute(\`gen_ai.tool.call.arguments.\${key}\`, redact(found));`),
    },
    {
      name: "under keys that only look as if they began with one of content",
      files: tool(`  span.setAttribute("gen_ai.tool.call.arguments_seen", found);
  span.setAttribute("request.method", found);
  span.setAttribute(\`mcp.session.\${key}\`, found);`),
    },
  ],
};
