import type { Construct } from "constructs";
import { PeoplesPool } from "../constructs/peoples-pool";
import type { Inputs } from "../inputs";
import { KitStack } from "./kit-stack";

/** Who people are, where `people.cognito` asks for a user pool. Deployed first: what it prints is part of the configuration of all others. */
export class IdentityStack extends KitStack {
  constructor(scope: Construct, id: string, { kit, access }: Pick<Inputs, "kit" | "access">) {
    super(scope, id, { kit, terminationProtection: true });
    new PeoplesPool(this, "People", { kit, access });
  }
}
