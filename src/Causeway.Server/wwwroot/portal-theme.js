// Light or dark, before anything is painted. Loaded in the head.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const choice = () => localStorage.getItem("causeway-theme") ?? "system";
  const apply = () => {
    const chosen = choice();
    const root = document.documentElement;
    root.dataset.theme = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
    root.style.colorScheme = root.dataset.theme;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
    }
  };
  dark.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-theme-choice]");
    if (button) {
      localStorage.setItem("causeway-theme", button.dataset.themeChoice);
      apply();
    }
  });
  document.addEventListener("DOMContentLoaded", apply);
  window.addEventListener("storage", apply);
  apply();
})();
