import { CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolClient,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { Inputs } from "../inputs";

/** Tokens are looked at on every query, so a short life is what takes access away. Unit: minutes. */
const tokenMinutes = 15;

/** As long as a session in Grafana lasts at most. Unit: hours. */
const refreshHours = 8;

/**
 * A user pool for those who have no identity provider: nobody signs up by themselves, everybody has a second factor, and
 * each group of an audience is there. Its sign-in page is public, as Cognito has no private one.
 */
export class PeoplesPool extends Construct {
  constructor(scope: Construct, id: string, { kit, access }: Pick<Inputs, "kit" | "access">) {
    super(scope, id);
    const { cognito, host } = kit.people;
    if (!cognito || host === undefined) throw new Error("people.cognito or people.host is missing");
    const pool = new UserPool(this, "Pool", {
      userPoolName: kit.name,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      autoVerify: { email: true },
      // An address that changes hands must not bring its rights along.
      standardAttributes: { email: { required: true, mutable: false } },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(1),
      },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const group of new Set(access.audiences.flatMap(({ groups }) => groups))) {
      new CfnUserPoolGroup(this, `Group-${group}`, { userPoolId: pool.userPoolId, groupName: group });
    }
    const domain = pool.addDomain("Domain", { cognitoDomain: { domainPrefix: cognito.domainPrefix } });
    const client = pool.addClient("Grafana", {
      generateSecret: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL],
        callbackUrls: [`https://${host}/login/generic_oauth`],
        logoutUrls: [`https://${host}/login`],
      },
      accessTokenValidity: Duration.minutes(tokenMinutes),
      idTokenValidity: Duration.minutes(tokenMinutes),
      refreshTokenValidity: Duration.hours(refreshHours),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    const resource = client.node.defaultChild;
    if (!(resource instanceof CfnUserPoolClient)) throw new Error(`${client.node.path} has no CloudFormation resource`);
    // Signing in happens at the pool's own page alone; left out, passwords could be tried through the API.
    resource.explicitAuthFlows = ["ALLOW_REFRESH_TOKEN_AUTH"];
    this.tell(pool, client, `https://${domain.domainName}.auth.${kit.region}.amazoncognito.com`);
  }

  /** What `access.identity` has to say, ready to be put there. Only AWS knows it, and files name nothing that only AWS knows. */
  private tell(pool: UserPool, client: UserPoolClient, signInAt: string): void {
    const { region, urlSuffix } = Stack.of(this);
    const issuer = `https://cognito-idp.${region}.${urlSuffix}/${pool.userPoolId}`;
    const identity = {
      provider: "cognito",
      issuer,
      audience: client.userPoolClientId,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      signIn: {
        clientId: client.userPoolClientId,
        authUrl: `${signInAt}/oauth2/authorize`,
        tokenUrl: `${signInAt}/oauth2/token`,
      },
    };
    new CfnOutput(this, "Identity", {
      description: "Value of `identity` in config/access.ts",
      value: Stack.of(this).toJsonString(identity),
    });
    new CfnOutput(this, "ReadClientSecret", {
      description: "Prints the client's secret, which goes into the secret of the stack secrets-grafana",
      value: `aws cognito-idp describe-user-pool-client --region ${region} --user-pool-id ${pool.userPoolId} --client-id ${client.userPoolClientId} --query UserPoolClient.ClientSecret --output text`,
    });
  }
}
