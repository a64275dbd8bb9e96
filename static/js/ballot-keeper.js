// <ballot-keeper data-key data-until …>: around a ballot; keeps what is chosen on this device until it is sent, so that a
// reload, a closed page or a lost line loses nothing. Never on the server: that would tie a person to a secret choice.
// data-until: the day on which the vote ends, for ballot-note.js; none while a ballot is changed, as the old one counts.
// data-restores: fill in what was kept. data-forgets: the ballot is recorded, nothing is kept any more.
const OURS = /^(csrfmiddlewaretoken|version|receipt)$/;

customElements.define("ballot-keeper", class extends HTMLElement {
  connectedCallback() {
    if ("forgets" in this.dataset) return this.rest();
    this.form = this.querySelector("form");
    this.status = this.querySelector(".draft");
    this.emptying = this.querySelector("[data-part=forget]");
    this.emptying.addEventListener("click", () => this.forget() || location.replace(location.href));
    this.form.addEventListener("input", () => this.keep());
    // A page that comes out of the browser's memory may be older than what was kept since.
    addEventListener("pageshow", event => event.persisted && this.restore());
    if (!("restores" in this.dataset) || !this.restore()) this.offer(this.chosen().length);
    this.form.querySelector("[autofocus]")?.focus();
  }

  // The ballot is in the box: what is left to do is to print its receipt.
  rest() {
    this.forget();
    const print = this.querySelector("button");
    if (!print) return;
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  chosen() {
    return [...new FormData(this.form)].filter(([name, value]) => !OURS.test(name) && value);
  }

  keep() {
    const chosen = this.chosen();
    if (this.store(chosen)) this.tell(this.dataset.kept);
    this.offer(chosen.length);
  }

  // False where there is no room, or in a browser that keeps nothing: the form works all the same.
  store(chosen) {
    try {
      localStorage.setItem(this.dataset.key, JSON.stringify({ until: this.dataset.until, chosen }));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.dataset.key);
    } catch {
      // nothing was kept
    }
  }

  // True when something was kept here that the page does not say already.
  restore() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(this.dataset.key))?.chosen;
    } catch {
      return false;
    }
    if (!kept || JSON.stringify(kept) === JSON.stringify(this.chosen())) return false;
    const values = name => kept.filter(one => one[0] === name).map(one => one[1]);
    for (const field of this.form.elements) {
      if (!field.name || OURS.test(field.name)) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = values(field.name).includes(field.value);
      else if (field.type !== "hidden" && field.type !== "submit") field.value = values(field.name)[0] ?? field.value;
    }
    const rank = this.querySelector("ballot-rank");
    if (rank) customElements.whenDefined("ballot-rank").then(() => rank.order(values("choice")));
    this.form.dispatchEvent(new Event("restored"));
    this.store(kept); // the vote may end later by now
    this.tell(this.dataset.restored);
    this.offer(true);
    return true;
  }

  offer(isFilled) {
    this.emptying.hidden = !isFilled;
  }

  tell(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }
});
