import { Construct, type IDependable } from "constructs";
import { awsPorts } from "../aws-site";
import { configDirectory, storeVariables } from "../variables";
import { health } from "./health";
import type { KitKey } from "./kit-key";
import { SearchDomain } from "./search-domain";
import type { StoredTraces, StoreProps } from "./store-props";
import { StoreTask, storeMiB } from "./store-task";

export interface JaegerStoreProps extends StoreProps {
  readonly logKey: KitKey;
}

/** Jaeger with an OpenSearch domain behind it. */
export class JaegerStore extends Construct {
  readonly task: StoreTask;
  /** What must exist before the task can start; the domain is named in the task, so CloudFormation knows. */
  readonly needs: readonly IDependable[] = [];
  readonly traces: StoredTraces;
  readonly search: SearchDomain;

  constructor(scope: Construct, id: string, props: JaegerStoreProps) {
    super(scope, id);
    const { files, vpc, groups, key, logKey } = props;
    const search = new SearchDomain(this, "Search", { vpc, group: groups.data, key, logKey });
    this.search = search;
    this.task = new StoreTask(this, "Task", props);
    const jaeger = this.task.addProgram({
      program: "jaeger",
      files: [files.file("jaeger.yaml")],
      entryPoint: ["/cmd/jaeger/jaeger-linux", `--config=${configDirectory}/jaeger.yaml`],
      memoryMiB: storeMiB,
      healthCheck: health.http(awsPorts["store-health"], "/status"),
      environment: { [storeVariables.searchUrl]: search.url },
      secrets: {
        [storeVariables.searchUser]: search.credentials.forTask(this.task, "username"),
        [storeVariables.searchPassword]: search.credentials.forTask(this.task, "password"),
      },
    });
    this.task.acknowledgePlainVariables("the address of the OpenSearch domain");
    this.task.addDoor(jaeger);
    this.traces = { buckets: [], fileSystems: [], secrets: [search.credentials.secretArn] };
  }
}
