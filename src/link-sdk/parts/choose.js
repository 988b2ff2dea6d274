// The page on which a user chooses a system of a kind, and finds it by typing; files can take its place.

import { button, el, logo } from "./dom.js";

/**
 * @param {import("./flow.js").LinkFlow} flow
 * @param {import("./flow.js").Group} group
 * @returns what the shell shows
 */
export function choiceView(flow, group) {
  const { t } = flow;
  const list = el("ul", { class: "plain cards" });
  const cards = group.offered.map((i) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "card", onclick: () => flow.begin(i) },
        logo(i.logoUrl, 40),
        el("span", {}, i.name),
        i.isSandbox && el("small", {}, t("sandbox")),
      ),
    ),
  );
  list.append(...cards);
  const none = el("p", { hidden: true });
  const search = el("input", { id: "search", type: "search", autocomplete: "off", maxlength: "60" });
  search.addEventListener("input", () => {
    const text = search.value.trim().toLowerCase();
    let found = 0;
    for (const [at, card] of cards.entries()) {
      card.hidden = !group.offered[at].name.toLowerCase().includes(text);
      found += card.hidden ? 0 : 1;
    }

    none.hidden = found > 0;
    none.textContent = found > 0 ? "" : t("search.none", { text: search.value.trim() });
    flow.shell.say(found > 0 ? t("search.found", { count: String(found) }) : none.textContent);
  });
  const alone = flow.groups.length === 1 && group.connections.length === 0;
  return {
    title: t(group.offered.length > 0 ? `${group.key}.choose` : "files.title"),
    body: [
      ...flow.own(group.offered.length > 0 ? flow.wishes.settings.texts.select : undefined),
      group.offered.length > 5 && el("div", { class: "fields" }, el("div", {}, el("label", { for: "search" }, t("search")), search)),
      group.offered.length > 0 && el("div", { class: "fields" }, list, none),
      group.upload &&
        el(
          "div",
          { class: "actions" },
          group.offered.length > 0 && el("p", { class: "soft small" }, t("files.instead")),
          flow.uploadButton(group),
        ),
      alone &&
        flow.wishes.areNamed &&
        flow.wishes.isOptional(group) &&
        el("div", { class: "actions" }, button(t("complete"), "wide", () => flow.finish())),
    ],
    back: alone ? undefined : () => flow.main(),
  };
}
