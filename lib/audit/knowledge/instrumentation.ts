/** What of a call a library puts on spans unless it is told otherwise, or once it is told to. */
export interface Capture {
  /** Default. */
  readonly content: "on" | "off";
  /** Options in code: `name: value` or `name=value` that turn capturing on or off. */
  readonly option?: { readonly name: string; readonly off: RegExp };
  /** Environment variable, and the values that turn it off. */
  readonly variable?: { readonly name: string; readonly off: RegExp };
  /** How to turn it off. */
  readonly fix: string;
  /** What it did up to another major version of one of its packages. */
  readonly formerly?: { readonly package: RegExp; readonly below: number; readonly capture: Capture };
}

/** A library that makes spans of tool calls, or hands over the caller's context, by itself. */
export interface Instrumentation {
  readonly name: string;
  readonly language: "javascript" | "python";
  /** Product and version it was read in. */
  readonly source: string;
  /** Import that gives it away. */
  readonly module?: RegExp;
  /** Calls that start it, where importing it is not enough. */
  readonly call?: RegExp;
  /** Dependency whose lowest allowed version has it built in. */
  readonly builtIn?: { readonly package: string; readonly major: number };
  /** Dependency that works without code, once Python is started under `opentelemetry-instrument`. */
  readonly zeroCode?: string;
  /** Spans of tool calls on the server's side. */
  readonly spans: boolean;
  /** Takes the caller's context over: from `_meta`, from HTTP headers, or not at all. */
  readonly context: "meta" | "headers" | "none";
  readonly capture?: Capture;
  /** What it does not do though its name promises it. */
  readonly limit?: string;
}

/** Values that turn capturing off. */
export const no = /^(?:false|False|0|no_content|NO_CONTENT|none)$/;
