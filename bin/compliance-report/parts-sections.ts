import { badge } from "../../lib/html/badge";
import { type Content, html } from "../../lib/html/html";
import { folded, type Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import type { SbomComponent } from "../../lib/sbom/component";
import type { ComplianceReport } from "./compliance-report";
import type { ImageRow } from "./image-rows";

/** What the deployment is made of. */
export function partsSections({
  images,
  components,
}: Pick<ComplianceReport, "images" | "components">): readonly Section[] {
  const running = components.filter(({ developmentOnly }) => !developmentOnly);
  const others = components.filter(({ developmentOnly }) => developmentOnly);
  return [
    {
      id: "images",
      title: "Images",
      content: table({
        columns: ["for", "image", "version", "digest", "signed by"],
        rows: images.map(({ name, repository, version, digest, signer }) => [
          name,
          html`<code>${repository}</code>`,
          version,
          digest === null ? badge("warn", "not locked") : html`<code>${digest}</code>`,
          digest !== null && signed(signer),
        ]),
      }),
    },
    {
      id: "sbom",
      title: "Packages and modules",
      content: [
        html`<p>Read from <code>package-lock.json</code> and the <code>go.mod</code> and <code>go.sum</code> of every program that is compiled here. As CycloneDX 1.6 they are the field <code>sbom</code> of the JSON report.</p>\n`,
        folded(`${running.length} may be part of what runs`, componentTable(running)),
        folded(`${others.length} are used to build, synthesize, test or rehearse`, componentTable(others)),
      ],
    },
  ];
}

function signed(signer: ImageRow["signer"]): Content {
  if (signer === undefined) return html`<span class="quiet">nobody looked</span>`;
  if (signer === null) return "nobody";
  return [html`<div>${signer.subject}</div>`, html`<div class="quiet">${signer.issuer}</div>`];
}

function componentTable(components: readonly SbomComponent[]) {
  return table({
    columns: ["name", "version", "kind", "licence", "checksum"],
    rows: components.map(({ name, version, kind, license, sha512, h1 }) => [
      name,
      version,
      kind === "npm" ? "npm package" : "Go module",
      license,
      html`<code>${h1 ?? (sha512 === undefined ? "" : `sha512:${sha512.slice(0, 16)}…`)}</code>`,
    ]),
  });
}
