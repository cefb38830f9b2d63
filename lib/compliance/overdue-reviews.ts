import { Annotations, type App, Aspects, Stack } from "aws-cdk-lib";
import { type Acknowledgement, acknowledgementMetadata } from "./acknowledge";
import { today } from "./next-review";

/** Id of the warning. Reports name every overdue acknowledgement by itself instead. */
export const overdueReviews = "mcp-trace-kit:overdue-reviews";

/**
 * Has every synthesis say how many acknowledgements of a stack nobody has agreed to lately. A warning: it fails nothing, but for
 * those who ask for it with `--strict`. Looked for when the app is synthesized, so that what is acknowledged after it was built counts.
 */
export function warnOfOverdueReviews(app: App): void {
  Aspects.of(app).add({
    visit: (node) => {
      if (Stack.isStack(node)) warn(node, overdueIn(node));
    },
  });
}

function warn(stack: Stack, days: readonly string[]): void {
  const [first] = days;
  if (first === undefined) return;
  Annotations.of(stack).addWarningV2(
    overdueReviews,
    `${days.length} acknowledgements of this stack were to be reviewed, the first by ${first}; \`npm run compliance\` names them: agree again and write a new day, or mend what they excuse`,
  );
}

/** Days of review that have passed, in their order. */
function overdueIn(stack: Stack): readonly string[] {
  return stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === acknowledgementMetadata)
    .map(({ data }) => (data as Required<Acknowledgement>).review)
    .filter((review) => review < today())
    .sort();
}
