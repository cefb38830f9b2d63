import { z } from "zod";

const call = z.object({
  tool: z.string().min(1),
  server: z.string().min(1),
  args: z.record(z.string(), z.unknown()),
  /** Unit: seconds since 1970; null where it is not known. */
  ts: z.number().nullish(),
  /** Turn of the assistant. */
  step: z.number().nullish(),
  /** Text of a tool error; null when the call went well. */
  error: z.string().nullable(),
  /** Digest of the answer's text: equal digests were equal answers. */
  answer: z.string(),
  /** Length of the answer. Unit: characters. */
  answer_chars: z.int().nonnegative(),
});

/** One recorded agent run, as it stands on a line of the file. */
export const runSchema = z.object({
  set: z.string().min(1),
  run_id: z.string().min(1),
  model: z.string().nullish(),
  labels: z.record(z.string(), z.unknown()),
  calls: z.array(call),
});

export type RecordedRun = z.infer<typeof runSchema>;
export type RecordedCall = z.infer<typeof call>;
