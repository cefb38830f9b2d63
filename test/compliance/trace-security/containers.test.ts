import type { Stack } from "aws-cdk-lib";
import { judge, task } from "./judge";

const digest = `sha256:${"ab".repeat(32)}`;

/** A rule's name where it is broken; nothing where it holds. */
const cases: readonly (readonly [string, (stack: Stack) => void, string | undefined])[] = [
  ["a hardened container", (stack) => task(stack), undefined],
  ["a container without a user", (stack) => task(stack, { container: { user: undefined } }), "HardenedContainer"],
  ["a container of root by name", (stack) => task(stack, { container: { user: "root:root" } }), "HardenedContainer"],
  ["a container of user 0", (stack) => task(stack, { container: { user: "0" } }), "HardenedContainer"],
  ["a container of user 101", (stack) => task(stack, { container: { user: "101" } }), undefined],
  [
    "a container that writes its root",
    (stack) => task(stack, { container: { readonlyRootFilesystem: false } }),
    "HardenedContainer",
  ],
  ["a privileged container", (stack) => task(stack, { container: { privileged: true } }), "HardenedContainer"],
  [
    "a container with the capabilities that are given by default",
    (stack) => task(stack, { container: { linuxParameters: undefined } }),
    "HardenedContainer",
  ],
  [
    "a container that drops some",
    (stack) => task(stack, { container: { linuxParameters: { capabilities: { drop: ["NET_RAW"] } } } }),
    "HardenedContainer",
  ],
  [
    "a container that is given one back",
    (stack) =>
      task(stack, { container: { linuxParameters: { capabilities: { drop: ["ALL"], add: ["SYS_PTRACE"] } } } }),
    "HardenedContainer",
  ],
  ["120 seconds to stop", (stack) => task(stack, { container: { stopTimeout: 120 } }), undefined],
  ["121 seconds to stop", (stack) => task(stack, { container: { stopTimeout: 121 } }), "StopTimeout"],
  ["an image by version", (stack) => task(stack, { container: { image: "alpine:3.23" } }), "ImageByDigest"],
  ["an image by digest", (stack) => task(stack, { container: { image: `alpine@${digest}` } }), undefined],
  [
    "a Dockerfile where nothing is locked",
    (stack) => task(stack, { files: { Dockerfile: "FROM alpine:3.23\n" } }),
    undefined,
  ],
  [
    "a Dockerfile where all is locked",
    (stack) =>
      task(stack, {
        files: { Dockerfile: `FROM go:1@${digest} AS build\nFROM alpine:3@${digest}\nCOPY --from=build /a /a\n` },
      }),
    undefined,
  ],
  [
    "a Dockerfile where one base is not locked",
    (stack) =>
      task(stack, { files: { Dockerfile: `FROM --platform=$BUILDPLATFORM go:1 AS build\nFROM alpine:3@${digest}\n` } }),
    "ImageByDigest",
  ],
  [
    "a Dockerfile whose last stage is one of its own",
    (stack) => task(stack, { files: { Dockerfile: `FROM alpine:3@${digest} AS build\nFROM build\n` } }),
    undefined,
  ],
];

test.each(cases)("%s", (_, build, rule) => {
  expect(judge(build)).toEqual(rule === undefined ? [] : [`${rule} Stack/Task`]);
});
