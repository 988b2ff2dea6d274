// The way to a source and back: a window of its own, or, where the browser opens none, this one. The window begins on the server's site, to which
// a form brings the ticket; so the server sees from which page it comes, and binds the way to this browser by a cookie of its own.

const shape = "popup,width=560,height=760";

let opened = 0;

/**
 * Opens an empty window. Browsers let a page do that only while it handles a click.
 * @returns {Window | null}
 */
export function openWindow() {
  opened += 1;
  try {
    return window.open("", `causeway-${Date.now()}-${opened}`, shape);
  } catch {
    return null;
  }
}

/**
 * @param {{ address: string, ticket: string }} way
 * @param {Window | null} into a window, or null for this one
 * @param {ParentNode} place where a form can be
 */
export function go(way, into, place) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = way.address;
  form.target = into ? into.name : "_self";
  form.hidden = true;
  const ticket = document.createElement("input");
  ticket.type = "hidden";
  ticket.name = "ticket";
  ticket.value = way.ticket;
  form.append(ticket);
  place.append(form);
  // A page whose policy lets no form out can still lead there by an address; its user is asked once more.
  const onBlocked = (/** @type {SecurityPolicyViolationEvent} */ event) => {
    if (event.effectiveDirective === "form-action") {
      const address = `${way.address}?ticket=${encodeURIComponent(way.ticket)}`;
      (into ?? window).location.href = address;
    }
  };
  document.addEventListener("securitypolicyviolation", onBlocked);
  form.submit();
  setTimeout(() => {
    document.removeEventListener("securitypolicyviolation", onBlocked);
    form.remove();
  }, 2000);
}

/**
 * Remembers, over a visit to the source in this window, what was under way.
 * @param {string} companyId
 * @param {{ connectionId: string, startedOn: string } | null} what
 */
export function remember(companyId, what) {
  try {
    if (what) {
      sessionStorage.setItem(keyOf(companyId), JSON.stringify(what));
    } else {
      sessionStorage.removeItem(keyOf(companyId));
    }
  } catch {
    // Storage can be switched off; then the list of connections tells what came of it.
  }
}

/**
 * @param {string} companyId
 * @returns {{ connectionId: string, startedOn: string } | null}
 */
export function recall(companyId) {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(companyId)) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} companyId */
function keyOf(companyId) {
  return `causeway-way-${companyId.toLowerCase()}`;
}
