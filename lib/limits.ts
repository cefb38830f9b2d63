/** Largest OTLP request, in MiB: one number for the gateway in front and the receivers behind. The SDKs' own default. */
export const maxRequestMiB = 20;

/** The same in bytes. */
export const maxRequestBytes = maxRequestMiB * 1024 * 1024;

/** How long a program may take to end. Fargate kills after 120 and checks nothing before. Unit: seconds. */
export const stopSeconds = 110;

/** How long a collector may put off its end for the sake of its queues: what is left of the time is for what is on its way. Unit: seconds. */
export const drainSeconds = stopSeconds - 10;
