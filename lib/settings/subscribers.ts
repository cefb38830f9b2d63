import { z } from "zod";
import { httpsUrl, text } from "./option";

/** A topic takes millions; people who read alerts in more places than this read them in none. */
const most = 20;

/** Who is told of alerts without anything else being set up. */
export const subscribers = z
  .strictObject({
    emails: z
      .array(
        text({
          doc: "An address for e-mail.",
          pattern: /^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$/,
          form: "an e-mail address",
        }),
      )
      .max(most)
      .default([])
      .meta({
        doc: "Addresses that get alerts by e-mail. Each has to confirm by the link that it is sent. Mail leaves AWS: alerts hold counts and names, and no content of spans.",
        why: "Closed by default: nobody is told until somebody is named, or subscribes to the topic by other means.",
      }),
    urls: z.array(httpsUrl("An address that SNS posts to.")).max(most).default([]).meta({
      doc: "Addresses that SNS posts alerts to, such as those of an on-call service that knows SNS. They are called by AWS from the internet, not from the network, and have to confirm.",
      why: "Closed by default. An address with a token in it does not belong in a repository, so none with a query is taken: subscribe such a one by hand.",
    }),
  })
  .prefault({});
