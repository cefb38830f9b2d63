/** PEM texts for mutual TLS. */
export interface TracingTls {
  /** Authority of the receiver. Default: the system's. */
  readonly ca?: string | Buffer;
  /** Own certificate: the identity the collector sees. */
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
}

/** The same in files, which are read again while the process runs. */
export interface TracingTlsFiles {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  /** How often the files are looked at. Unit: milliseconds. Default: 60,000: certificates are renewed hours before they end. */
  readonly refresh?: number;
}
