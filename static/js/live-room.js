// <live-room data-socket data-messages data-last …>: around a room's messages and form. Without it the page
// works by reload. The server numbers messages; we show each number once, in order, and ask for what we missed.
const POLL = 5000, CHECK = 60000, CALM = 10000, LONGEST_WAIT = 30000;

customElements.define("live-room", class extends HTMLElement {
  connectedCallback() {
    this.log = this.querySelector("[role=log]");
    this.form = this.querySelector("form");
    this.form?.addEventListener("submit", event => this.send(event));
    if (!this.dataset.socket) return; // earlier messages: nothing new appears here
    this.last = Number(this.dataset.last);
    this.waiting = [];
    this.failures = 0;
    this.part("bar").hidden = false;
    this.newer = this.part("new").querySelector("button");
    this.newer.addEventListener("click", () => this.show()?.focus());
    this.part("pause").addEventListener("click", event => this.press(event) || this.take({ messages: [] }));
    this.part("aloud").addEventListener("click", event => {
      this.log.setAttribute("aria-live", this.press(event) ? "polite" : "off");
    });
    this.again = () => document.hidden || this.connect() || this.fetchMissed();
    addEventListener("online", this.again);
    document.addEventListener("visibilitychange", this.again);
    this.check = setInterval(this.again, CHECK); // a socket can die without telling us
    this.connect();
  }

  disconnectedCallback() {
    removeEventListener("online", this.again);
    document.removeEventListener("visibilitychange", this.again);
    clearInterval(this.check);
    this.rest();
  }

  rest() {
    this.isResting = true;
    clearTimeout(this.retry);
    clearInterval(this.polling);
    this.socket?.close();
  }

  part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  press({ currentTarget: button }) {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isOn));
    return isOn;
  }

  say(words, values = {}) {
    const text = (words || "").replace(/\{(\w+)\}/g, (_, name) => values[name]);
    this.still(() => { this.querySelector("[role=status]").textContent = text; });
  }

  // --- Hearing -------------------------------------------------------------------------------------

  // True when it began to connect; false when a socket is there or not wanted any more.
  connect() {
    if (this.socket || this.isResting) return false;
    clearTimeout(this.retry);
    const url = new URL(this.dataset.socket, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = this.socket = new WebSocket(url);
    socket.onopen = () => socket.send(JSON.stringify({ after: this.last }));
    socket.onmessage = ({ data }) => {
      this.isLive();
      this.take(JSON.parse(data));
    };
    socket.onclose = ({ code }) => {
      this.socket = null;
      if (code === 4403) this.leave();
      else if (code === 4409) this.readOnly();
      else if (!this.isResting) this.lost();
    };
    return true;
  }

  isLive() {
    if (this.since) this.say(this.dataset.live);
    this.since = null;
    this.failures = 0;
    clearInterval(this.polling);
    this.polling = null;
  }

  lost() {
    this.since ??= new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
    this.failures += 1;
    // Everybody lost the server at the same moment: come back spread out.
    const wait = Math.min(LONGEST_WAIT, 500 * 2 ** this.failures) * (0.5 + Math.random());
    this.retry = setTimeout(() => this.connect(), wait);
    if (this.failures < 2 || this.polling) return;
    this.polling = setInterval(() => this.poll(), POLL);
    this.poll();
  }

  async poll() {
    const isAnswered = await this.fetchMissed();
    if (!this.polling) return;
    this.say(isAnswered ? this.dataset.polling : this.dataset.lost, { time: this.since });
  }

  leave() {
    this.rest();
    this.say(this.dataset.gone);
  }

  // Somebody who may no longer write reads on. What was typed stays in the field until the page is left.
  readOnly() {
    this.form?.querySelector("button")?.remove();
    this.say(this.dataset.left);
    this.connect();
  }

  // What was said after the last number we have, page by page. True when the server answered.
  async fetchMissed() {
    if (this.isFetching || this.isResting) return true;
    this.isFetching = true;
    try {
      for (let hasMore = true; hasMore;) {
        const answer = await fetch(`${this.dataset.messages}?after=${this.last}`, { headers: { Accept: "application/json" } });
        if ([401, 403, 404].includes(answer.status)) return this.leave();
        if (!answer.ok) return false;
        const news = await answer.json(), before = this.last;
        this.take(news);
        hasMore = news.more && this.last > before;
      }
      return true;
    } catch {
      return false;
    } finally {
      this.isFetching = false;
    }
  }

  // --- Showing -------------------------------------------------------------------------------------

  take({ messages, hidden = [] }) {
    for (const { seq, html } of hidden) this.replace(seq, html);
    for (const message of messages) {
      if (message.seq <= this.last) continue;
      if (message.seq > this.last + 1) {
        this.fetchMissed();
        break;
      }
      this.last = message.seq;
      this.waiting.push(message);
    }
    if (!this.waiting.length) return;
    if (this.isFollowing()) return this.show();
    this.newer.textContent = this.dataset.show.replace("{n}", this.waiting.length);
    this.part("new").hidden = false;
    this.announce();
  }

  // Not while updates are paused, nor while the reader looks at earlier messages.
  isFollowing() {
    if (this.part("pause").getAttribute("aria-pressed") === "true") return false;
    const { top, bottom } = this.log.getBoundingClientRect();
    return bottom <= innerHeight || top >= innerHeight;
  }

  // At most one line in ten seconds: a screen reader must not drown in them.
  announce() {
    if (Date.now() - (this.announced || 0) < CALM) return;
    this.announced = Date.now();
    this.say(this.dataset.new, { n: this.waiting.length });
  }

  show() {
    const nodes = this.waiting.map(({ html }) => this.element(html));
    if (!nodes.length) return null;
    this.announce();
    this.log.querySelector("[data-empty]")?.remove();
    this.still(() => this.log.append(...nodes));
    this.waiting = [];
    this.part("new").hidden = true;
    return nodes[0];
  }

  replace(seq, html) {
    const shown = this.log.querySelector(`#m${seq}`), waiting = this.waiting.find(message => message.seq === seq);
    if (waiting) waiting.html = html;
    if (shown && !shown.classList.contains("msg--hidden")) this.still(() => shown.replaceWith(this.element(html)));
  }

  element(html) {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild || document.createElement("p");
  }

  // The field somebody types in stays where it is: the page scrolls by what was added above it.
  still(change) {
    const held = this.form?.contains(document.activeElement) && document.activeElement;
    if (!held) return change();
    const page = document.documentElement.style, top = held.getBoundingClientRect().top;
    page.overflowAnchor = "none"; // or the browser might scroll by it too
    change();
    scrollBy({ top: held.getBoundingClientRect().top - top, behavior: "instant" });
    requestAnimationFrame(() => requestAnimationFrame(() => { page.overflowAnchor = ""; }));
  }

  // --- Writing -------------------------------------------------------------------------------------

  async send(event) {
    if (!this.dataset.socket) return; // the plain form does it
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    const { text, key } = this.form.elements, sent = text.value;
    let reason = this.dataset.unsent;
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        headers: { Accept: "application/json" },
      });
      const told = await answer.json();
      if (answer.status === 201) {
        reason = "";
        key.value = told.key;
        if (text.value === sent) text.value = "";
        this.take(told);
        this.show();
        this.say(this.dataset.sent);
      } else {
        reason = told.reason || told.errors.text.join(" ");
      }
    } catch {
      // not sent, or not known to be: the same key makes a second try safe
    }
    this.isSending = false;
    const error = this.part("error");
    error.textContent = reason;
    error.hidden = !reason;
    text.setAttribute("aria-invalid", String(Boolean(reason)));
    if (reason) text.focus();
  }
});
