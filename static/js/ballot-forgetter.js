// <ballot-forgetter data-of>: around the form that signs out. Ballots that were begun and not sent (see ballot-keeper.js)
// are taken off this device, so that on a shared one nobody reads them. data-of: only those of one person.
customElements.define("ballot-forgetter", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", () => this.forget());
  }

  forget() {
    const begins = `ballot-${this.dataset.of ?? ""}`;
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(begins)) localStorage.removeItem(key);
    } catch {
      // nothing was kept
    }
  }
});
