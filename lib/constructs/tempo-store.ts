import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct, type IDependable } from "constructs";
import { readersAtRest } from "../access/at-rest";
import { awsPorts, awsSite } from "../aws-site";
import { configDirectory, storeVariables } from "../variables";
import { userOf } from "./dockerfile";
import { health } from "./health";
import type { StoredTraces, StoreProps } from "./store-props";
import { StoreTask, storeMiB } from "./store-task";
import { TraceBucket } from "./trace-bucket";
import { WalFileSystem } from "./wal-file-system";

/** Tempo in one process, with its blocks in S3 and its log on a file system that survives the task. */
export class TempoStore extends Construct {
  readonly task: StoreTask;
  /** What must exist before the task can start. */
  readonly needs: readonly IDependable[];
  readonly traces: StoredTraces;

  constructor(scope: Construct, id: string, props: StoreProps) {
    super(scope, id);
    const { cell, files, key } = props;
    const { region } = Stack.of(this);
    const { storage } = awsSite(cell);
    if (storage.kind !== "aws")
      throw new Error(`the store of ${cell.name} is not on AWS; allowed: a site made by awsSite`);

    this.task = new StoreTask(this, "Task", props);
    const readers = [this.task.taskRole.roleArn, ...readersAtRest(cell)];
    key.keepObjectsFor(readers);
    const traces = new TraceBucket(this, "Bucket", {
      key,
      retentionDays: cell.settings.retention.days,
      readers,
    });
    const wal = new WalFileSystem(this, "Wal", {
      vpc: props.vpc,
      group: props.groups.data,
      key,
      writer: this.task.taskRole,
      readers,
      user: userOf.tempo,
    });
    const tempo = this.task.addProgram({
      program: "tempo",
      files: [files.file("tempo.yaml"), files.file("tempo-tenants.yaml")],
      entryPoint: ["/tempo", `-config.file=${configDirectory}/tempo.yaml`, "-config.expand-env=true"],
      memoryMiB: storeMiB,
      healthCheck: health.tempo(awsPorts["store-http"]),
      environment: {
        [storeVariables.bucket]: traces.bucket.bucketName,
        [storeVariables.keyId]: key.keyArn,
        [storeVariables.region]: region,
      },
    });
    this.task.acknowledgePlainVariables("the region and the names of the bucket and its key");
    this.task.addDoor(tempo);

    this.needs = [wal.ready];
    this.traces = { buckets: [traces.bucket.bucketArn], fileSystems: [wal.fileSystem.fileSystemArn], secrets: [] };
    wal.mount(this.task, tempo, storage.walPath);
    traces.allow(this.task.taskRole);
    this.task.addToTaskRolePolicy(
      new PolicyStatement({
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: [key.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
      }),
    );
  }
}
