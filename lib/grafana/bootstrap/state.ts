/** Who may do what with a data source, as an Enterprise Grafana says it. One of team and role is named. */
export interface DataSourcePermission {
  readonly team?: number;
  readonly role?: string;
  readonly user?: string;
  readonly permission: string;
}

export interface TeamState {
  readonly id: number;
  readonly name: string;
  /** Groups at the identity provider whose members are in it. */
  readonly groups: readonly string[];
}

export interface OrganizationState {
  readonly id: number;
  readonly name: string;
  readonly users: readonly { readonly login: string; readonly role: string }[];
  readonly dataSources: readonly {
    readonly uid: string;
    readonly name: string;
    /** Enterprise only. */
    readonly permissions?: readonly DataSourcePermission[];
  }[];
  /** Enterprise only. */
  readonly teams: readonly TeamState[];
}

/** What is there. */
export interface GrafanaState {
  /** The account that asks: the one administrator there has to be. */
  readonly administrator: string;
  /** Accounts that may do anything in the whole of Grafana. */
  readonly serverAdministrators: readonly string[];
  readonly organizations: readonly OrganizationState[];
}
