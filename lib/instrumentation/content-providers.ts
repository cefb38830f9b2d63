import type { TracerProvider } from "@opentelemetry/api";

/** Providers whose only way out is the kit's own endpoint over mutual TLS. */
const providers = new WeakSet<object>();

/** Notes that a provider's spans may hold content. Only `setup` can know. */
export function allowContent(provider: TracerProvider): void {
  providers.add(provider);
}

/** Whether spans of a provider may hold content. */
export function mayHoldContent(provider: TracerProvider): boolean {
  // The global provider stands in front of the one that was registered.
  const delegate: unknown = "getDelegate" in provider ? provider.getDelegate : undefined;
  return providers.has(typeof delegate === "function" ? delegate.call(provider) : provider);
}
