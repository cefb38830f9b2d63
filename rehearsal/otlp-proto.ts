/**
 * Writes OTLP requests as protobuf from the same objects that OTLP in JSON is written from. By hand, because it must also
 * write what no library would: repeated keys, and texts that are not UTF-8 (given as bytes).
 */
type Kind = "text" | "hex" | "bytes" | "varint" | "bool" | "double" | "fixed32" | "fixed64" | Message;
interface Message {
  readonly [field: string]: readonly [number: number, kind: Kind | (() => Message)];
}

const anyValue: Message = {
  stringValue: [1, "text"],
  boolValue: [2, "bool"],
  intValue: [3, "varint"],
  doubleValue: [4, "double"],
  arrayValue: [5, () => ({ values: [1, anyValue] })],
  kvlistValue: [6, () => ({ values: [1, keyValue] })],
  bytesValue: [7, "bytes"],
};
const keyValue: Message = { key: [1, "text"], value: [2, anyValue] };
const entityRef: Message = {
  schemaUrl: [1, "text"],
  type: [2, "text"],
  idKeys: [3, "text"],
  descriptionKeys: [4, "text"],
};
const event: Message = { timeUnixNano: [1, "fixed64"], name: [2, "text"], attributes: [3, keyValue] };
const link: Message = { traceId: [1, "hex"], spanId: [2, "hex"], traceState: [3, "text"], attributes: [4, keyValue] };
const span: Message = {
  traceId: [1, "hex"],
  spanId: [2, "hex"],
  traceState: [3, "text"],
  parentSpanId: [4, "hex"],
  name: [5, "text"],
  kind: [6, "varint"],
  startTimeUnixNano: [7, "fixed64"],
  endTimeUnixNano: [8, "fixed64"],
  attributes: [9, keyValue],
  events: [11, event],
  links: [13, link],
  status: [15, { message: [2, "text"], code: [3, "varint"] }],
};
const scope: Message = { name: [1, "text"], version: [2, "text"], attributes: [3, keyValue] };
const request: Message = {
  resourceSpans: [
    1,
    {
      resource: [1, { attributes: [1, keyValue], entityRefs: [3, entityRef] }],
      scopeSpans: [2, { scope: [1, scope], spans: [2, span], schemaUrl: [3, "text"] }],
      schemaUrl: [3, "text"],
    },
  ],
};

/** An `ExportTraceServiceRequest`. A field it does not know is an error: nothing a scenario says may get lost. */
export function otlpProto(body: object): Buffer {
  return message(request, body);
}

function message(fields: Message, value: object): Buffer {
  return Buffer.concat(
    Object.entries(value).flatMap(([name, content]) => {
      const field = fields[name];
      if (!field) throw new Error(`OTLP has no field ${name} here`);
      const [number, kind] = field;
      const items: readonly unknown[] = Array.isArray(content) ? content : [content];
      return items.map((item) => encode(number, typeof kind === "function" ? kind() : kind, item));
    }),
  );
}

function encode(number: number, kind: Kind, value: unknown): Buffer {
  const tag = (wire: number) => varint(BigInt(number * 8 + wire));
  const delimited = (bytes: Uint8Array) => Buffer.concat([tag(2), varint(BigInt(bytes.length)), bytes]);
  switch (kind) {
    case "text":
      return delimited(typeof value === "string" ? Buffer.from(value) : (value as Uint8Array));
    case "hex":
      return delimited(Buffer.from(String(value), "hex"));
    case "bytes":
      return delimited(Buffer.from(String(value), "base64"));
    case "bool":
      return Buffer.concat([tag(0), varint(value === true ? 1n : 0n)]);
    case "varint":
      return Buffer.concat([tag(0), varint(BigInt.asUintN(64, BigInt(value as string | number)))]);
    case "double":
      return Buffer.concat([tag(1), fixed(8, (bytes) => bytes.writeDoubleLE(Number(value)))]);
    case "fixed64":
      return Buffer.concat([tag(1), fixed(8, (bytes) => bytes.writeBigUInt64LE(BigInt(value as string)))]);
    case "fixed32":
      return Buffer.concat([tag(5), fixed(4, (bytes) => bytes.writeUInt32LE(Number(value)))]);
    default:
      return delimited(message(kind, value as object));
  }
}

function fixed(size: number, write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(size);
  write(bytes);
  return bytes;
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}
