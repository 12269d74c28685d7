// Makes static/designsystem/ from an unpacked npm package @digdir/designsystemet-css.
//   npm pack @digdir/designsystemet-css@1.22.0 && tar xzf *.tgz
//   node tools/prune-designsystem.mjs package static/designsystem
// Only the components this house draws are kept, in the order of the package's own
// index, in the package's own cascade layers; the theme loses the one colour we never
// use and the name of a web font we never load. Nothing else is changed.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";

const [from, to] = process.argv.slice(2);
const components = [
  "button", "alert", "input", "label", "fieldset", "field", "validation-message", "error-summary",
  "table", "tag", "card", "details", "link", "heading", "paragraph", "skip-link", "list", "tabs",
  "divider", "badge",
];
const { version } = JSON.parse(readFileSync(`${from}/package.json`, "utf8"));
const note = `/*! @digdir/designsystemet-css ${version} | MIT | Copyright Digitaliseringsdirektoratet (Digdir) | pruned, see README.md beside */\n`;
const read = (name) => readFileSync(`${from}/dist/src/${name}.css`, "utf8").trim();

const layers = "@layer ds.theme,ds.base,ds.components,stafett;\n";
const base = `@layer ds.base{${read("base")}}\n`;
const rest = components.map((name) => `@layer ds.components{${read(name)}}\n`).join("");
writeFileSync(`${to}/components.css`, note + layers + base + rest);

const theme = readFileSync(`${from}/dist/theme/designsystemet.css`, "utf8").trim()
  .replaceAll(/--ds-color-brand2-[a-z-]+:#[0-9a-f]+;/g, "")
  .replace(/\[data-color-scheme\]\[data-color=brand2\],\[data-color=brand2\]\{[^}]*\}/, "")
  .replaceAll("--ds-font-family:Inter", "--ds-font-family:system-ui,sans-serif");
writeFileSync(`${to}/theme.css`, note + layers + theme + "\n");
copyFileSync(`${from}/LICENSE`, `${to}/LICENSE`);
