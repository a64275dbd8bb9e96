// <ballot-sender data-key data-until data-receipts …>: around the review of a ballot; sends it and says "recorded" or
// "not recorded, try again", also when the line is lost. It asks by the receipt code that is on the page. Sending twice
// counts once.
const OURS = /^(csrfmiddlewaretoken|version|receipt)$/;
const PATIENCE = 30000; // longer than the server waits for its turn to write
const ANSWERS = [200, 201, 403, 409, 422, 503];

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
    const page = new DOMParser().parseFromString(text, "text/html");
    // Something in between that answers for the site: that is no answer.
    if (answer.redirected || !ANSWERS.includes(answer.status) || !page.querySelector("#main")) throw new Error(answer.status);
    if (answer.ok) this.forget();
    if (answer.status === 403) this.keep();
    this.show(page);
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
    this.settle();
    await this.post().catch(() => {}); // sent once more it says so on a page of its own
  }

  // It is known to be recorded: nothing on this page asks for it any more.
  settle() {
    for (const part of document.querySelectorAll("main [data-part=unsent]")) part.remove();
    document.title = document.querySelector("h1").textContent = this.dataset.done;
    this.say(this.dataset.recorded, "ok");
    this.status.tabIndex = -1;
    this.status.focus();
  }

  // Signed out meanwhile, or somebody else is signed in: whoever chose this finds it again, as ballot-keeper.js keeps it.
  keep() {
    const chosen = [...new FormData(this.form)].filter(([name, value]) => !OURS.test(name) && value);
    try {
      localStorage.setItem(this.dataset.key, JSON.stringify({ until: this.dataset.until, chosen }));
    } catch {
      // no room, or a browser that keeps nothing
    }
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
  show(page) {
    document.title = page.title;
    history.replaceState(null, ""); // a reload asks for the page, and sends nothing again
    document.body.replaceWith(page.body);
    for (const script of document.querySelectorAll("body script[src]")) import(script.src);
    scrollTo(0, 0);
    document.querySelector("main").focus();
  }
});
