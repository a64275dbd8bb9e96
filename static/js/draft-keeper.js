// <draft-keeper data-url data-saved data-unsaved>: around a form; sends what was typed to the server a few
// seconds after it changed, so that a closed page or an empty battery loses nothing. The form works without it.
const PAUSE = 3000;

customElements.define("draft-keeper", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[role=status]");
    this.kept = this.typed();
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("submit", () => this.forget());
    addEventListener("pagehide", this.leave = () => this.keep({ keepalive: true }));
  }

  disconnectedCallback() {
    this.forget();
  }

  forget() {
    clearTimeout(this.timer);
    removeEventListener("pagehide", this.leave);
  }

  typed() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async keep(options = {}) {
    const typed = this.typed();
    if (typed === this.kept) return;
    this.kept = typed;
    const body = new URLSearchParams(typed);
    const headers = { "X-CSRFToken": body.get("csrfmiddlewaretoken") || "" };
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body, headers, ...options });
      this.tell(answer.ok);
    } catch {
      this.tell(false);
    }
  }

  tell(isKept) {
    if (!isKept) this.kept = null; // not on the server, so the next key sends it again
    if (this.status) this.status.textContent = isKept ? this.dataset.saved : this.dataset.unsaved;
  }
});
