// <ballot-note data-of hidden>: on every page of somebody who is signed in; shows itself while a ballot that this person
// began on this device is not sent and can still be (see ballot-keeper.js). Which vote it is stands nowhere on the device.
customElements.define("ballot-note", class extends HTMLElement {
  connectedCallback() {
    this.look();
    addEventListener("pageshow", event => event.persisted && this.look());
    addEventListener("storage", () => this.look()); // another window sent it, or began one
  }

  look() {
    this.hidden = !this.kept().some(one => one?.chosen?.length && Date.parse(one.until) > Date.now());
  }

  kept() {
    try {
      const mine = Object.keys(localStorage).filter(key => key.startsWith(`ballot-${this.dataset.of}-`));
      return mine.map(key => JSON.parse(localStorage.getItem(key)));
    } catch {
      return []; // a browser that keeps nothing
    }
  }
});
