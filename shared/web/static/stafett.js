// Loads only what the page at hand asks for. Every page works without any of it.
const wanted = {
  "[data-swap]": "./swap.js",
  "[data-clock]": "./clock.js",
  "[data-key]": "./keys.js",
  "[data-live]": "./live.js",
  "[data-tone]": "./tone.js",
};
for (const [selector, module] of Object.entries(wanted)) {
  if (document.querySelector(selector)) import(module);
}

// The menu closes when attention goes elsewhere.
const menu = document.querySelector("details.menu");
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
