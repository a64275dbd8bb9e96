// <ballot-note data-of hidden>: on every page of somebody who is signed in; shows itself while a ballot that this person
// began on this device is not sent and could still be (see ballot-keeper.js). data-waits: what still waits for this
// person, on the page that knows; of anything else, sent elsewhere perhaps, the note is silent from then on.
const LONGEST = 36 * 3600 * 1000; // from the beginning of the day on which a vote ends, as UTC has it, to its end anywhere

customElements.define("ballot-note", class extends HTMLElement {
  connectedCallback() {
    if ("waits" in this.dataset) this.settle(this.dataset.waits.split(" "));
    this.look();
    addEventListener("pageshow", event => event.persisted && this.look());
    addEventListener("storage", () => this.look()); // another window sent it, or began one
  }

  look() {
    this.hidden = !this.kept().some(([, one]) => one.chosen?.length && Date.now() < Date.parse(one.until) + LONGEST);
  }

  settle(waits) {
    for (const [key, one] of this.kept()) {
      if (!waits.includes(key)) localStorage.setItem(key, JSON.stringify({ ...one, until: "" }));
    }
  }

  kept() {
    try {
      const mine = Object.keys(localStorage).filter(key => key.startsWith(`ballot-${this.dataset.of}-`));
      return mine.map(key => [key, JSON.parse(localStorage.getItem(key)) ?? {}]);
    } catch {
      return []; // a browser that keeps nothing
    }
  }
});
