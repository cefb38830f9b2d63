// CloudFormation validation runs once, in `cdk synth`; paying for it in each test file would cost seconds apiece.
process.env.CDK_VALIDATION = "false";
