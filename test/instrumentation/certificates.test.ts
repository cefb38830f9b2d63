import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { Certificates } from "../../lib/instrumentation/certificates";
import { makeAuthority } from "../../lib/pki/authority";

/** A receiver that says which certificate it was shown. */
async function receiver(authority: Awaited<ReturnType<typeof makeAuthority>>) {
  const own = await authority.issue({ ips: ["127.0.0.1"] });
  const options = { ca: authority.certificate, cert: own.certificate, key: own.key, requestCert: true };
  const server = createServer({ ...options, rejectUnauthorized: true }, (asked, answer) => {
    answer.end((asked.socket as TLSSocket).getPeerCertificate().serialNumber);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => server.closeAllConnections() ?? server.close() };
}

const shown = ({ agent }: Certificates, port: number) =>
  new Promise<string>((resolve, reject) => {
    request({ host: "127.0.0.1", port, agent }, (answer) => {
      answer.on("data", (serial: Buffer) => resolve(String(serial)));
    })
      .once("error", reject)
      .end();
  });

describe("certificates in files", () => {
  const folder = mkdtempSync(join(tmpdir(), "certificates-"));
  const files = {
    caFile: join(folder, "ca.pem"),
    certFile: join(folder, "tls.crt"),
    keyFile: join(folder, "tls.key"),
  };
  const write = (file: string, text: string) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are shown anew to the receiver once they are renewed, and only when they belong together", async () => {
    const authority = await makeAuthority("test");
    const [first, second] = await Promise.all([
      authority.issue({ identity: "spiffe://kit/prod/billing" }),
      authority.issue({ identity: "spiffe://kit/prod/billing" }),
    ]);
    write(files.caFile, authority.certificate);
    write(files.certFile, first.certificate);
    write(files.keyFile, first.key);
    const { port, close } = await receiver(authority);
    const certificates = new Certificates(files, { keepAlive: true });
    const serial = await shown(certificates, port);

    write(files.certFile, second.certificate);
    await certificates.refresh();
    expect(await shown(certificates, port)).toBe(serial);

    write(files.keyFile, second.key);
    await certificates.refresh();
    expect(await shown(certificates, port)).not.toBe(serial);

    rmSync(files.certFile);
    await certificates.refresh();
    expect(await shown(certificates, port)).not.toBe(serial);
    certificates.stop();
    close();
  });

  it("are looked at by themselves, in the time that was asked for", async () => {
    const authority = await makeAuthority("test");
    const [first, second] = await Promise.all([authority.issue({ dns: ["a"] }), authority.issue({ dns: ["a"] })]);
    write(files.certFile, first.certificate);
    write(files.keyFile, first.key);
    const certificates = new Certificates({ ...files, refresh: 5 });
    write(files.certFile, second.certificate);
    write(files.keyFile, second.key);
    while (String(certificates.agent.options.cert) !== second.certificate) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(String(certificates.agent.options.key)).toBe(second.key);
    certificates.stop();
  });

  it("end the start when they are missing or do not fit", async () => {
    const authority = await makeAuthority("test");
    const [first, second] = await Promise.all([authority.issue({ dns: ["a"] }), authority.issue({ dns: ["a"] })]);
    expect(() => new Certificates({ certFile: join(folder, "nowhere.pem") })).toThrow("nowhere.pem");
    expect(() => new Certificates({ cert: first.certificate, key: second.key })).toThrow("key values mismatch");
  });
});
