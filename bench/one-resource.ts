import { App, Stack } from "aws-cdk-lib";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";

/** The least that `cdk` can be asked for: what is left is the tool's own time. */
const app = new App();
new LogGroup(new Stack(app, "one"), "Only", { retention: RetentionDays.ONE_DAY });
app.synth();
