// How the components look. Dark where the page says that it can be dark (color-scheme), and the user wants it.

const sheet = `
:host {
  all: initial; color-scheme: inherit; display: block; box-sizing: border-box; width: 100%; height: 100%; min-width: 0; contain: content;
  --ink: #17212b; --soft: #55636f; --line: #d8dfe5; --edge: #7b8894; --paper: #ffffff; --ground: #f3f6f8;
  --accent: var(--accent-light, #0b5fa5); --on-accent: var(--on-accent-light, #ffffff);
  --good: #14713d; --bad: #a3271d; --bad-ground: #fdefed;
}
@supports (color: light-dark(#000, #fff)) {
  :host {
    --ink: light-dark(#17212b, #e8edf2); --soft: light-dark(#55636f, #a5b1bc); --line: light-dark(#d8dfe5, #36424d);
    --edge: light-dark(#7b8894, #8696a5); --paper: light-dark(#ffffff, #1c252d); --ground: light-dark(#f3f6f8, #232e37);
    --accent: light-dark(var(--accent-light, #0b5fa5), var(--accent-dark, #6cb4f0));
    --on-accent: light-dark(var(--on-accent-light, #ffffff), var(--on-accent-dark, #0b1a27));
    --good: light-dark(#14713d, #67c98f); --bad: light-dark(#a3271d, #ff9c92); --bad-ground: light-dark(#fdefed, #3a1f1c);
  }
}
*, *::before, *::after { box-sizing: border-box; }
.frame {
  display: flex; flex-direction: column; height: 100%; max-height: 100%; background: var(--paper); color: var(--ink);
  font: 400 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; text-align: start;
  overflow-wrap: anywhere; border-radius: 12px;
}
.frame.bordered { border: 1px solid var(--line); box-shadow: 0 8px 30px rgb(0 0 0 / .12); }
.header { display: flex; align-items: center; gap: 8px; padding: 12px 12px 12px 20px; border-bottom: 1px solid var(--line); flex: none; min-height: 56px; }
.header .brand { flex: 1; min-width: 0; font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.header img { display: block; max-height: 28px; max-width: 60%; }
.header .icon { margin: -4px 0; }
.header .left { margin-inline-start: -12px; }
.main { flex: 1; min-height: 0; overflow-y: auto; padding: 20px; outline: none; }
h2 { font-size: 22px; line-height: 1.25; font-weight: 700; margin: 0 0 8px; outline: none; }
h3 { font-size: 16px; font-weight: 650; margin: 24px 0 8px; display: flex; gap: 8px; align-items: baseline; }
p { margin: 0 0 12px; }
.lead, .soft { color: var(--soft); }
small, .small { font-size: 14px; }
a { color: var(--accent); text-underline-offset: 2px; }
ul, ol { margin: 0 0 12px; padding-inline-start: 22px; }
ul.plain { list-style: none; padding: 0; display: grid; gap: 10px; }
ul.cards { grid-template-columns: repeat(auto-fill, minmax(116px, 1fr)); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
button {
  font: inherit; font-weight: 600; cursor: pointer; border-radius: 8px; border: 1px solid var(--edge); background: var(--paper); color: var(--ink);
  padding: 9px 16px; min-height: 44px; text-align: center; max-width: 100%;
}
button:hover:not(:disabled) { border-color: var(--accent); background: var(--ground); }
button:disabled { cursor: not-allowed; opacity: .55; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); width: 100%; }
button.primary:hover:not(:disabled) { background: var(--accent); filter: brightness(1.08); }
button.quiet { border-color: transparent; background: transparent; color: var(--accent); width: 100%; }
button.danger { background: var(--bad); border-color: var(--bad); color: var(--paper); width: 100%; }
button.danger:hover:not(:disabled) { background: var(--bad); filter: brightness(1.08); }
button.icon { border-color: transparent; background: transparent; padding: 0; width: 44px; height: 44px; font-size: 24px; line-height: 1; font-weight: 400; flex: none; color: var(--soft); }
button.icon:hover { background: var(--ground); }
button.card { width: 100%; height: 100%; min-height: 112px; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 8px; padding: 12px 8px; border-color: var(--line); line-height: 1.25; }
button.wide { width: 100%; }
button.card small { color: var(--soft); font-weight: 400; }
:is(button, a, input, select, summary):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.actions { display: grid; gap: 8px; margin-top: 20px; }
.actions.first { margin-top: 0; }
.files { margin: 0 0 8px; }
.files li { display: flex; flex-wrap: wrap; gap: 0 12px; justify-content: space-between; padding: 4px 0; border-bottom: 1px solid var(--line); }
input[type="file"] { padding: 8px; }
input[type="file"]::file-selector-button { font: inherit; font-size: 14px; border: 1px solid var(--edge); border-radius: 6px; background: var(--ground); color: var(--ink); padding: 4px 10px; margin-inline-end: 10px; }
div.problem { margin: 0 0 16px; }
.problem p { margin: 4px 0 0; }
.actions.stick { position: sticky; bottom: -20px; margin: 20px -20px -20px; padding: 12px 20px; background: var(--paper); border-top: 1px solid var(--line); }
@media (max-height: 560px) { .actions.stick { position: static; border: 0; } }
details { margin: 0 0 12px; }
summary { cursor: pointer; color: var(--accent); padding: 4px 0; }
.main > .logo { display: block; margin-bottom: 12px; }
.logo { border-radius: 8px; flex: none; }
.row { border: 1px solid var(--line); border-radius: 10px; padding: 12px; display: grid; grid-template-columns: auto 1fr; gap: 4px 12px; align-items: center; }
.row .about { min-width: 0; display: flex; flex-direction: column; }
.row .about strong { font-weight: 650; }
.row dl { grid-column: 1 / -1; margin: 8px 0 0; display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; font-size: 14px; }
.row dt { color: var(--soft); }
.row dd { margin: 0; }
.row .problem { grid-column: 1 / -1; margin: 8px 0 0; }
.row button { grid-column: 1 / -1; margin-top: 8px; }
.status { font-size: 14px; color: var(--soft); }
.status.Linked { color: var(--good); }
.status.Deauthorized { color: var(--bad); }
.tag { font-size: 13px; font-weight: 400; color: var(--soft); }
label, .label { display: block; font-weight: 600; margin-bottom: 4px; }
input, select { font: inherit; width: 100%; padding: 9px 12px; min-height: 44px; border: 1px solid var(--edge); border-radius: 8px; background: var(--paper); color: var(--ink); }
[aria-invalid="true"] { border-color: var(--bad); border-width: 2px; }
.fields { display: grid; gap: 16px; margin-top: 16px; }
.help { display: block; font-size: 14px; color: var(--soft); margin-top: 4px; }
.wrong { display: block; color: var(--bad); font-weight: 600; }
.problem { background: var(--bad-ground); color: var(--bad); border-radius: 8px; padding: 10px 14px; }
.shared { columns: 2; column-gap: 24px; }
.mark { width: 52px; height: 52px; border-radius: 50%; display: grid; place-items: center; font-size: 26px; font-weight: 700; margin: 0 0 16px; background: var(--good); color: var(--paper); }
.mark.bad { background: var(--bad); }
.spinner { width: 36px; height: 36px; border-radius: 50%; border: 4px solid var(--line); border-top-color: var(--accent); margin: 0 0 16px; animation: turn 1s linear infinite; }
.loading { display: grid; place-items: center; text-align: center; padding: 48px 0; }
@keyframes turn { to { rotate: 1turn; } }
@media (prefers-reduced-motion: reduce) { .spinner { animation-duration: 6s; } }
@media (forced-colors: active) { .frame { border: 1px solid; } .spinner { border-top-color: Highlight; } }
@media (max-width: 440px) { .shared { columns: 1; } .main { padding: 16px; } .actions.stick { bottom: -16px; margin: 20px -16px -16px; padding: 12px 16px; } }
`;

/**
 * Puts the sheet into a shadow root. A constructed sheet is not held to the page's style-src; where there is none, the style element has
 * the page's nonce.
 * @param {ShadowRoot} root
 * @param {string | undefined} nonce
 */
export function addStyle(root, nonce) {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    const constructed = new CSSStyleSheet();
    constructed.replaceSync(sheet);
    root.adoptedStyleSheets = [constructed];
    return;
  }

  const style = document.createElement("style");
  if (nonce) {
    style.setAttribute("nonce", nonce);
  }

  style.textContent = sheet;
  root.append(style);
}
