/**
 * Words in a name that say that its value is a secret, and how much the value itself must look like one. `strict`: eight
 * characters with a digit or sign among them · `doubtful`: a name such as `key` is mostly harmless, so sixteen characters, letters and digits mixed.
 */
export const secretWords = {
  strict: [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "api key",
    "app_key",
    "appkey",
    "app-key",
    "accesskey",
    "access_key",
    "access-key",
    "access key",
    "accountkey",
    "account_key",
    "privatekey",
    "private_key",
    "private-key",
    "private key",
    "signingkey",
    "signing_key",
    "encryption_key",
    "encryptionkey",
    "authkey",
    "auth_key",
    "authtoken",
    "credential",
    "x-api-key",
    "x-amz-signature",
    "connectionstring",
    "_auth",
    "_pass",
    "dbpass",
  ],
  doubtful: [
    "key",
    "auth",
    "access",
    "creds",
    "signature",
    "sig",
    "session",
    "cookie",
    "bearer",
    "passw",
    "pass",
    "webhook",
  ],
} as const;

/** Schemes of an `Authorization` header. What follows one is a credential. */
export const schemeWords = ["bearer", "basic"] as const;

/** Headers whose whole value is a credential; the scheme word stays. */
export const secretHeaders = ["authorization", "proxy-authorization", "cookie", "set-cookie"] as const;

/** URLs that open a door to whoever knows them: what follows is the key. */
export const capabilityUrls = [
  "hooks.slack.com/services/",
  "hooks.slack.com/workflows/",
  "hooks.slack.com/triggers/",
  "discord.com/api/webhooks/",
  "discordapp.com/api/webhooks/",
  ".webhook.office.com/webhookb2/",
  "outlook.office.com/webhook/",
  "hooks.zapier.com/hooks/catch/",
  "hook.integromat.com/",
  "maker.ifttt.com/trigger/",
  "api.telegram.org/bot",
  "chat.googleapis.com/v1/spaces/",
  "hooks.tines.com/",
  ".tines.com/webhook/",
  ".tines.io/webhook/",
  "open.feishu.cn/open-apis/bot/v2/hook/",
  "qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
] as const;
