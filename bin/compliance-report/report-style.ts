import { Html } from "../../lib/html/html";

/** Names of rules and days are read as one word; what breaks them makes a table hard to scan. */
export const reportStyle = new Html(`
.day { white-space: nowrap; }
#acknowledgements td:first-child, #controls td:nth-child(3) { min-width: 19rem; }
#acknowledgements td:last-child { min-width: 12rem; overflow-wrap: anywhere; }
#acknowledgements details, #sbom details { margin: 0; }
#controls td:first-child code { white-space: nowrap; }
`);
