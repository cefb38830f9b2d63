/** Largest OTLP request, in MiB: one number for the gateway in front and the receivers behind. The SDKs' own default. */
export const maxRequestMiB = 20;

/** The same in bytes. */
export const maxRequestBytes = maxRequestMiB * 1024 * 1024;
