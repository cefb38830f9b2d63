import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { packageUrl, type SbomComponent } from "./component";

export interface BillOfMaterials {
  readonly name: string;
  readonly version: string;
  readonly components: readonly SbomComponent[];
  readonly madeAt: Date;
}

/** A software bill of materials: CycloneDX 1.6, JSON. */
export function billOfMaterials({ name, version, components, madeAt }: BillOfMaterials): object {
  const bom = new Models.Bom();
  bom.metadata.timestamp = madeAt;
  bom.metadata.component = new Models.Component(Enums.ComponentType.Application, name, { version, bomRef: name });
  // The same module is required by several programs; it is one component, and is used if one of them runs.
  const byUrl = new Map<string, SbomComponent>();
  for (const component of components) {
    const known = byUrl.get(packageUrl(component));
    if (!known || known.developmentOnly) byUrl.set(packageUrl(component), component);
  }
  for (const component of byUrl.values()) bom.components.add(modelOf(component));
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return JSON.parse(new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true })) as object;
}

function modelOf(component: SbomComponent): Models.Component {
  const { name, version, license, sha512, h1, developmentOnly } = component;
  const purl = packageUrl(component);
  const model = new Models.Component(Enums.ComponentType.Library, name, {
    ...{ version, purl, bomRef: purl },
    scope: developmentOnly ? Enums.ComponentScope.Excluded : Enums.ComponentScope.Required,
  });
  if (sha512 !== undefined) model.hashes.set(Enums.HashAlgorithm["SHA-512"], sha512);
  // Of a module's files, not of an archive, so it is no hash of the standard's list.
  if (h1 !== undefined) model.properties.add(new Models.Property("go:sum", h1));
  if (license !== undefined) {
    const one = / (?:AND|OR|WITH) /.test(license)
      ? new Models.LicenseExpression(license)
      : new Models.SpdxLicense(license);
    model.licenses.add(one);
  }
  return model;
}
