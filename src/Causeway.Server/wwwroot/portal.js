// What the Portal's pages do in the browser beside Blazor: the menu, the search, copying, passkeys.
(() => {
  const search = () => document.getElementById("cw-search");
  const list = () => document.getElementById("cw-search-list");

  // Menus: one open at a time, closed by Escape, by a click elsewhere and by a choice.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.cw-menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  const drawer = (open) => {
    document.documentElement.classList.toggle("cw-nav-open", open);
    document.querySelector("[data-menu]")?.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector(".cw-nav a")?.focus();
  };

  document.addEventListener("click", async (event) => {
    const target = event.target;
    const menu = target.closest("details.cw-menu");
    closeMenus(menu);
    if (menu && target.closest(".cw-menu-list a, .cw-menu-list button")) setTimeout(() => (menu.open = false), 0);
    if (target.closest("[data-menu]")) drawer(!document.documentElement.classList.contains("cw-nav-open"));
    else if (target.closest("[data-menu-close], .cw-nav a")) drawer(false);
    if (target.closest("[data-reload]")) location.reload();
    if (target.closest(".cw-skip")) {
      // The link's address may still be that of the page before.
      event.preventDefault();
      document.getElementById("content").focus();
    }
    const copy = target.closest("[data-copy]");
    if (copy) {
      await navigator.clipboard.writeText(copy.dataset.copy);
      const label = copy.getAttribute("aria-label");
      copy.classList.add("cw-copied");
      say("Copied");
      setTimeout(() => { copy.classList.remove("cw-copied"); copy.setAttribute("aria-label", label); }, 1500);
    }
    if (!target.closest(".cw-search")) showResults([]);
  });

  // For screen readers.
  const say = (text) => {
    let live = document.getElementById("cw-live");
    if (!live) {
      live = Object.assign(document.createElement("div"), { id: "cw-live", className: "cw-hidden" });
      live.setAttribute("role", "status");
      document.body.append(live);
    }
    live.textContent = text;
  };

  // The search.
  let asked = 0;
  let timer;
  let current = -1;
  const options = () => [...list().querySelectorAll("[role=option]")];
  const choose = (index) => {
    const all = options();
    if (all.length === 0) return;
    current = (index + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === current)));
    search().setAttribute("aria-activedescendant", all[current].id);
    all[current].scrollIntoView({ block: "nearest" });
  };
  const showResults = (results, note) => {
    if (!list() || !search()) return;
    list().replaceChildren(
      ...results.map((company, i) => {
        const option = Object.assign(document.createElement("a"), { id: `cw-option-${i}`, href: `companies/${company.id}`, tabIndex: -1 });
        option.setAttribute("role", "option");
        const name = Object.assign(document.createElement("span"), { textContent: company.name });
        const about = Object.assign(document.createElement("small"), { textContent: company.about });
        option.append(name, about);
        return option;
      }),
    );
    if (note) {
      const empty = Object.assign(document.createElement("div"), { className: "cw-search-note", textContent: note });
      empty.setAttribute("role", "option");
      empty.setAttribute("aria-disabled", "true");
      list().append(empty);
    }
    const open = results.length > 0 || Boolean(note);
    list().hidden = !open;
    search().setAttribute("aria-expanded", String(open));
    search().removeAttribute("aria-activedescendant");
    current = -1;
    if (results.length > 0) choose(0);
  };
  const ask = async () => {
    const text = search().value.trim();
    const turn = ++asked;
    if (text.length === 0) return showResults([]);
    const answer = await fetch(`search?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
    if (turn !== asked) return;
    if (!answer.ok || !answer.headers.get("content-type")?.includes("json")) return showResults([], "Sign in again to search.");
    const results = await answer.json();
    showResults(results, results.length === 0 ? "No company is called that" : undefined);
  };
  document.addEventListener("input", (event) => {
    if (event.target.id === "cw-search") {
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true]");
    if ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing)) {
      if (search()) {
        event.preventDefault();
        search().focus();
        search().select();
      }
    } else if (event.key === "Escape") {
      closeMenus();
      drawer(false);
      showResults([]);
    } else if (event.target.id === "cw-search") {
      if (event.key === "ArrowDown") { event.preventDefault(); choose(current + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); choose(current - 1); }
      else if (event.key === "Enter" && current >= 0) {
        event.preventDefault();
        const option = options()[current];
        showResults([]);
        search().value = "";
        option.click();
      }
    }
  });

  // Passkeys: the form asks the server what to sign, the browser signs, the form sends it.
  const passkeys = () => {
    const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;
    for (const form of document.querySelectorAll("form[data-passkey]")) form.hidden = !able;
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset?.passkey || form.dataset.done) return;
    event.preventDefault();
    const error = form.querySelector("[data-passkey-error]");
    error.hidden = true;
    try {
      const answer = await fetch(form.dataset.passkey, { method: "POST", body: new FormData(form) });
      if (!answer.ok) throw new Error(`The server answered with ${answer.status}.`);
      const wanted = await answer.json();
      const credential =
        form.dataset.passkeyNew !== undefined
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(wanted) });
      form.elements["Form.Credential"].value = JSON.stringify(credential);
      form.dataset.done = "true";
      form.requestSubmit();
    } catch (problem) {
      error.textContent = problem.name === "NotAllowedError" ? "Nothing was chosen." : problem.message;
      error.hidden = false;
    }
  }, true);

  // Blazor replaces parts of the page; what was set up by hand is set up again.
  passkeys();
  document.addEventListener("DOMContentLoaded", passkeys);
  window.Blazor?.addEventListener?.("enhancedload", passkeys);
})();
