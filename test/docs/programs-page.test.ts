import { programsPage } from "../../lib/docs/programs-page";
import { images } from "../../lib/images";
import { engines } from "../../rehearsal/engines/catalogue";

const deployedFrom = Object.values(engines).flatMap((engine) => {
  const image = Object.entries(images).find(([id]) => id === engine.id)?.[1];
  return image ? [{ id: engine.id, deployed: engine.deployed, image: image.version.replace(/^v/, "") }] : [];
});

describe("the programs", () => {
  it.each(deployedFrom)("have one deployed version: $id is $deployed", ({ deployed, image }) => {
    expect(deployed).toBe(image);
  });

  it("say why where the rehearsed version is another", () => {
    const silent = Object.values(engines).filter(
      (engine) => engine.rehearsed !== engine.deployed && !("why" in engine && engine.why),
    );
    expect(silent).toEqual([]);
  });

  it("are all on the page, with the variable that overrides each", () => {
    const page = programsPage(Object.values(engines), images);
    for (const { id, override } of Object.values(engines)) {
      expect(page).toContain(`| ${id} |`);
      expect(page).toContain(`\`${override}\``);
    }
  });
});
