import { App, Stack } from "aws-cdk-lib";
import { fargateSize } from "../../lib/constructs/fargate-size";
import { s3Peer, s3PrefixListContext } from "../../lib/constructs/s3-prefix-list";

test.each([
  [1536, 512, { cpu: 512, memoryLimitMiB: 2048 }],
  [2560, 1024, { cpu: 1024, memoryLimitMiB: 3072 }],
  [4096, 1024, { cpu: 1024, memoryLimitMiB: 4096 }],
  [8193, 1024, { cpu: 2048, memoryLimitMiB: 9216 }],
  [31_232, 1024, { cpu: 8192, memoryLimitMiB: 32_768 }],
])("%d MiB with %d CPU units become the smallest task Fargate has", (memory, cpu, size) => {
  expect(fargateSize(memory, cpu)).toEqual(size);
});

test("more than Fargate has is refused, with the option to lower", () => {
  expect(() => fargateSize(70_000, 1024)).toThrow(/70000 MiB.*allowed: up to 61440 MiB.*collector.memoryMiB/);
});

test("a region whose S3 addresses are not known is refused, with the command that tells them", () => {
  const stack = new Stack(new App(), "Stack");
  expect(() => s3Peer(stack, "me-south-1")).toThrow(/me-south-1.*describe-managed-prefix-lists --region me-south-1/);
});

test("the deployer can name the S3 addresses of a region", () => {
  const stack = new Stack(new App({ context: { [s3PrefixListContext]: "pl-0123abcd" } }), "Stack");
  expect(s3Peer(stack, "me-south-1").uniqueId).toContain("pl-0123abcd");
});
