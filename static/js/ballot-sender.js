// <ballot-sender data-key data-receipts …>: around the review of a ballot; sends it and says "recorded" or "not recorded,
// try again", also when the line is lost. It asks by the receipt code that is on the page. Sending twice counts once.
const PATIENCE = 30000; // longer than the server waits for its turn to write
const ANSWERS = [200, 201, 409, 422, 503];

customElements.define("ballot-sender", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector(".sent");
    this.form.addEventListener("submit", event => this.send(event));
    addEventListener("online", this.again = () => this.isUnknown && this.once(() => this.ask()));
  }

  disconnectedCallback() {
    removeEventListener("online", this.again);
  }

  send(event) {
    if (event.submitter?.name === "back") return; // the plain form does it
    event.preventDefault();
    this.once(async () => {
      this.say(this.dataset.sending);
      await this.post().catch(() => this.ask());
    });
  }

  async once(work) {
    if (this.isBusy) return;
    this.isBusy = true;
    await work();
    this.isBusy = false;
  }

  async fetch(url, fields, kind) {
    const patience = new AbortController(), timer = setTimeout(() => patience.abort(), PATIENCE);
    const body = new URLSearchParams(fields);
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: kind }, signal: patience.signal });
      return { answer, text: await answer.text() };
    } finally {
      clearTimeout(timer);
    }
  }

  async post() {
    const { answer, text } = await this.fetch(this.form.action, new FormData(this.form), "text/html");
    // Signed out meanwhile, or something in between that answers for the site: that is no answer.
    if (answer.redirected || !ANSWERS.includes(answer.status)) throw new Error(answer.status);
    if (answer.ok) this.forget();
    this.show(text);
  }

  // No answer came, and the ballot may be in the box all the same.
  async ask() {
    const { csrfmiddlewaretoken, receipt } = this.form.elements;
    const fields = { code: receipt.value.split(":")[0], csrfmiddlewaretoken: csrfmiddlewaretoken.value };
    try {
      const { answer, text } = await this.fetch(this.dataset.receipts, fields, "application/json");
      if (!answer.ok) throw new Error(answer.status);
      this.isUnknown = false;
      if (!JSON.parse(text).is_recorded) return this.say(this.dataset.unsent, "bad");
    } catch {
      this.isUnknown = true;
      return this.say(this.dataset.unknown, "bad");
    }
    this.forget();
    this.say(this.dataset.recorded, "ok");
    await this.post().catch(() => {}); // sent once more it says so on a page of its own
  }

  forget() {
    try {
      localStorage.removeItem(this.dataset.key);
    } catch {
      // nothing was kept
    }
  }

  say(words, kind = "") {
    this.status.className = kind ? `sent note note--${kind}` : "sent";
    this.status.textContent = words;
  }

  // The page that came back takes the place of this one, at the same address.
  show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    document.title = page.title;
    history.replaceState(null, ""); // a reload asks for the page, and sends nothing again
    document.body.replaceWith(page.body);
    for (const script of document.querySelectorAll("body script[src]")) import(script.src);
    scrollTo(0, 0);
    document.querySelector("main").focus();
  }
});
