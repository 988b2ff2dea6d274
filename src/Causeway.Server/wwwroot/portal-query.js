// The query box of the Portal's data pages: offers fields, operators and joining words where the caret is.
(() => {
  const box = (target) => target?.closest?.(".cw-query");
  const parse = (element) => (element.fieldsOf === element.dataset.queryFields ? element.fields : read(element));
  const read = (element) => {
    element.fieldsOf = element.dataset.queryFields;
    return (element.fields = JSON.parse(element.fieldsOf));
  };

  // What stands before the caret, as far as it matters: a field begun, a field that wants an operator, a value that wants a join.
  const at = (text, fields) => {
    const part = text.split(/&&|\|\||[{}]/).pop().trimStart();
    const field = /^([\w.]*)$/.exec(part);
    if (field) return { kind: "field", begun: field[1] };
    const operator = /^([\w.]+)\s*([=!~<>]{0,2})$/.exec(part);
    if (operator) {
      const found = fields.find((f) => f.path.toLowerCase() === operator[1].toLowerCase());
      return found ? { kind: "operator", begun: operator[2], of: found } : null;
    }
    const value = /^([\w.]+)\s*[=!~<>]{1,2}\s*(\S*)$/.exec(part);
    if (value) {
      const found = fields.find((f) => f.path.toLowerCase() === value[1].toLowerCase());
      return found?.kind === "true or false" ? { kind: "value", begun: value[2] } : null;
    }
    return /\S\s+$/.test(part) ? { kind: "join", begun: "" } : null;
  };

  const choices = (place, fields) => {
    const begun = place.begun.toLowerCase();
    switch (place.kind) {
      case "field": {
        const starts = fields.filter((f) => f.path.toLowerCase().startsWith(begun));
        const holds = fields.filter((f) => !f.path.toLowerCase().startsWith(begun) && f.path.toLowerCase().includes(begun));
        return [...starts, ...holds].slice(0, 8).map((f) => ({ text: f.path, note: f.kind, insert: `${f.path} ` }));
      }
      case "operator": {
        const words = { "=": "is", "!=": "is not", "~": "has in it", ">": "after or above", "<": "before or below", ">=": "from", "<=": "up to" };
        return place.of.operators.filter((o) => o.startsWith(begun) && o !== begun).map((o) => ({ text: o, note: words[o], insert: `${o} ` }));
      }
      case "value":
        return ["true", "false"].filter((v) => v.startsWith(begun) && v !== begun).map((v) => ({ text: v, note: "", insert: `${v} ` }));
      default:
        return [{ text: "&&", note: "and", insert: "&& " }, { text: "||", note: "or", insert: "|| " }];
    }
  };

  const close = (element) => {
    const input = element.querySelector("input");
    element.querySelector(".cw-query-list").hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    element.current = -1;
  };

  const show = (element) => {
    const input = element.querySelector("input");
    const list = element.querySelector(".cw-query-list");
    const fields = parse(element);
    const place = at(input.value.slice(0, input.selectionStart), fields);
    const offered = place ? choices(place, fields) : [];
    if (offered.length === 0) return close(element);
    element.offered = offered.map((choice) => ({ ...choice, begun: place.begun.length }));
    list.replaceChildren(
      ...offered.map((choice, i) => {
        const option = Object.assign(document.createElement("div"), { id: `cw-query-${i}` });
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.choice = String(i);
        option.append(
          Object.assign(document.createElement("code"), { textContent: choice.text }),
          Object.assign(document.createElement("small"), { textContent: choice.note }),
        );
        return option;
      }),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    element.current = -1;
  };

  const choose = (element, index) => {
    const input = element.querySelector("input");
    const choice = element.offered[index];
    const caret = input.selectionStart;
    const before = input.value.slice(0, caret - choice.begun) + choice.insert;
    input.value = before + input.value.slice(caret).trimStart();
    input.setSelectionRange(before.length, before.length);
    input.focus();
    show(element);
  };

  const move = (element, by) => {
    const options = [...element.querySelectorAll("[role=option]")];
    element.current = (element.current + by + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === element.current)));
    element.querySelector("input").setAttribute("aria-activedescendant", options[element.current].id);
    options[element.current].scrollIntoView({ block: "nearest" });
  };

  // The page behind the box is told of its text when it is sent, and before it is: told earlier it would answer, and its answer would replace what was
  // typed meanwhile. A browser tells of changes by itself only where somebody typed.
  addEventListener("submit", (event) => event.target.querySelector?.(".cw-query input")?.dispatchEvent(new Event("change", { bubbles: true })), true);
  document.addEventListener("input", (event) => box(event.target) && show(box(event.target)));
  document.addEventListener("focusin", (event) => box(event.target) && show(box(event.target)));
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.(".cw-query [data-choice]");
    if (!option) return;
    event.preventDefault();
    choose(box(option), Number(option.dataset.choice));
  });
  // Not before the button is up again: what moves up when the list closes would not be clicked.
  document.addEventListener("click", (event) => box(event.target) || document.querySelectorAll(".cw-query").forEach(close));
  document.addEventListener("keydown", (event) => {
    const element = box(event.target);
    if (!element) return;
    const open = !element.querySelector(".cw-query-list").hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) show(element);
      else move(element, event.key === "ArrowDown" ? 1 : element.current < 0 ? 0 : -1);
    } else if (open && event.key === "Escape") close(element);
    else if (open && (event.key === "Enter" || event.key === "Tab") && element.current >= 0) {
      event.preventDefault();
      choose(element, element.current);
    } else if (event.key === "Enter" || event.key === "Tab") close(element);
  });
})();
