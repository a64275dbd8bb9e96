// <ballot-sum data-of …>: adds up what is ticked, or the sums that were typed, and says what is left. It stops nobody:
// the server adds up again. data-whole and data-cents show how a sum is written here: 1,000 and 1,000.25.
const MOST = 10 ** 12;

function units(typed) {
  const plain = typed.replace(/[\s.,’']+(?=[0-9]{3}(?![0-9]))|[\s$€£]/g, "").replace(/\.0*$/, "");
  return /^[0-9]*$/.test(plain) && plain <= MOST ? Number(plain) : NaN;
}

customElements.define("ballot-sum", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.said = this.querySelector("output");
    this.plain = this.said.textContent;
    this.querySelector("[data-part=plain]").hidden = true;
    for (const happening of ["input", "restored"]) this.form.addEventListener(happening, () => this.add());
    addEventListener("pageshow", () => this.add());
    this.add();
  }

  add() {
    const of = Number(this.dataset.of), sum = this.dataset.said ? this.ticked() : this.typed(), left = of - sum;
    const { said, left: some, over, even } = this.dataset;
    const words = isNaN(sum) ? this.plain : said || (left > 0 ? some : left < 0 ? over : even);
    this.said.textContent = words.replace("{sum}", this.written(said ? sum : Math.abs(left)));
    this.classList.toggle("is-over", !said && left < 0);
  }

  ticked() {
    const costs = [...this.form.querySelectorAll(":checked")].map(box => box.closest(".pick").querySelector("[data-cost]"));
    return costs.reduce((sum, cost) => sum + Number(cost?.dataset.cost || 0), 0);
  }

  // In cents, as the pot; NaN as soon as one is no sum that the server takes (see UnitsField).
  typed() {
    return 100 * [...this.form.querySelectorAll(".in--sum")].reduce((sum, field) => sum + units(field.value), 0);
  }

  written(minor) {
    const cents = minor % 100, sample = this.dataset[cents ? "cents" : "whole"], mark = this.dataset.whole.match(/1(\D?)000/)[1];
    const whole = String((minor - cents) / 100).replace(/\B(?=(\d{3})+$)/g, mark);
    return sample.replace(/25(?!\d)/, String(cents).padStart(2, "0")).replace(/1\D?000/, whole);
  }
});
