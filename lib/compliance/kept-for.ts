/**
 * Names (`Sid`) of the statements that refuse a resource to everybody but those it is kept for. A template tells by them what a
 * bucket or a file system holds, which its kind does not say.
 */
export const keptFor = { traces: "StoreOnly", grants: "WriterOnly" } as const;
