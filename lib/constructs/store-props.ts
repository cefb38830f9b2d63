import type { IVpc } from "aws-cdk-lib/aws-ec2";
import type { Cell } from "../inputs";
import type { KitKey } from "./kit-key";
import type { CellGroups } from "./security-groups";
import type { StoreTaskProps } from "./store-task";

/** What either store is made from. */
export interface StoreProps extends StoreTaskProps {
  readonly cell: Cell;
  readonly vpc: IVpc;
  readonly groups: CellGroups;
  /** Encrypts traces wherever they lie. */
  readonly key: KitKey;
}

/** Everything in which traces lie, by ARN. */
export interface StoredTraces {
  readonly buckets: readonly string[];
  readonly fileSystems: readonly string[];
  /** What a database opens with. */
  readonly secrets: readonly string[];
}
