import type { SignalCall } from "../../lib/signals/loop-signals";

const verbs =
  /(?:^|[/_.-])(?:add|append|book|cancel|create|delete|edit|insert|invite|modify|move|pay|post|remove|rename|reschedule|reserve|save|schedule|send|set|share|transfer|update|upload|write)(?:$|[_.-])/i;

const commands =
  /(?:^|[^0-9&>])>{1,2}\s*[^\s&]|\bsed\s+(?:-\w+\s+)*-i|\btee\b|\bpatch\b|\bgit\s+(?:apply|checkout|stash|reset|restore)\b|(?:^|[;&|]\s*)(?:rm|mv|cp|mkdir|touch|ln)\s|\bpip\s+install\b|write_text\(|\.write\(/;

/** Recorded tools carry no hints, so whether a call writes is guessed: by a verb in its name, or by what a shell is told to do. */
export function isWrite({ tool, arguments: args }: SignalCall): boolean {
  const command: unknown = typeof args === "object" && args !== null ? Reflect.get(args, "command") : undefined;
  return verbs.test(tool) || (typeof command === "string" && commands.test(command));
}
