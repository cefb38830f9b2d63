import { text } from "./option";

/** Who of AWS may ask for an endpoint to a service. */
export function principal() {
  return text({
    doc: "An account, role or user of AWS.",
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:(?:root|(?:role|user)\/[\w+=,.@/-]{1,128})$/,
    form: "the ARN of an account (…:root), a role or a user",
  });
}
