// <ballot-rank data-place data-moved data-off>: an order made by buttons, without reloading. Each option brings all its
// buttons and those that would do nothing are hidden; without script the same buttons send the form.
customElements.define("ballot-rank", class extends HTMLElement {
  connectedCallback() {
    [this.in, this.out] = ["in", "out"].map(name => this.part(name));
    this.status = this.querySelector("[role=status]");
    this.first = [...this.out.children, ...this.in.children].map(row => row.dataset.key);
    this.addEventListener("click", event => this.press(event));
  }

  part(name, within = this) {
    return within.querySelector(`[data-part=${name}]`);
  }

  press(event) {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li"), how = button.name;
    if (how === "up") row.previousElementSibling?.before(row);
    else if (how === "down") row.nextElementSibling?.after(row);
    else (how === "add" ? this.in : this.out).append(row);
    this.settle();
    // Never on to "off": whoever presses again takes nothing away.
    const next = [how, "down", "up", "add", "off"].map(name => row.querySelector(`[name=${name}]`)).find(one => !one.hidden);
    next.focus();
    const n = [...this.in.children].indexOf(row) + 1, option = row.querySelector(".rank__t").textContent;
    this.status.textContent = (n ? this.dataset.moved : this.dataset.off).replace("{option}", option).replace("{n}", n);
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Put these keys in order, and leave the others out.
  order(keys) {
    const row = key => [...this.querySelectorAll("li")].find(one => one.dataset.key === key);
    this.out.append(...this.in.children);
    this.in.append(...keys.map(row).filter(Boolean));
    this.settle();
  }

  settle() {
    const ranked = [...this.in.children], m = ranked.length;
    for (const row of [...ranked, ...this.out.children]) {
      const n = ranked.indexOf(row) + 1, shown = { up: n > 1, down: n && n < m, off: n, add: !n };
      for (const name in shown) row.querySelector(`[name=${name}]`).hidden = !shown[name];
      row.querySelector("input").disabled = !n;
      row.querySelector(".rank__n").textContent = n || "";
      this.part("place", row).textContent = n ? this.dataset.place.replace("{n}", n).replace("{m}", m) : "";
    }
    this.part("none").hidden = m > 0;
  }
});
