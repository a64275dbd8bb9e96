// <ballot-forgetter data-of>: around the form that signs out. Ballots that were begun and not sent (see ballot-keeper.js)
// are taken off this device, so that on a shared one nobody reads them. data-of: only those of one person.
// The staff's desk draws its own form to sign out; there all ballots go, too.
const DESK = "/staff/logout/";

function forget(begins) {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(begins)) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

customElements.define("ballot-forgetter", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", () => forget(`ballot-${this.dataset.of ?? ""}`));
  }
});

addEventListener("submit", event => event.target.getAttribute("action") === DESK && forget("ballot-"));
