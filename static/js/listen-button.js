// <listen-button>: the phone reads the page aloud, each paragraph in its own language. Nothing leaves the phone.
const PARTS = "h1, h2, h3, p, li, dt, dd, legend, label";

customElements.define("listen-button", class extends HTMLElement {
  connectedCallback() {
    if (!("speechSynthesis" in window)) return;
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.button.addEventListener("click", () => (this.isReading ? this.stop() : this.read()));
    addEventListener("pagehide", () => this.stop());
  }

  disconnectedCallback() {
    if (this.isReading) this.stop();
  }

  get isReading() {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  // One utterance a paragraph: browsers cut long ones short, and a Spanish quote wants a Spanish voice.
  read() {
    speechSynthesis.cancel();
    this.button.setAttribute("aria-pressed", "true");
    const parts = [...document.querySelectorAll("main :is(" + PARTS + ")")]
      .filter(part => !part.querySelector(PARTS) && part.innerText.trim() && !part.contains(this));
    parts.forEach((part, i) => {
      const said = new SpeechSynthesisUtterance(part.innerText);
      said.lang = part.closest("[lang]").lang;
      if (i === parts.length - 1) said.onend = () => this.stop();
      speechSynthesis.speak(said);
    });
  }

  stop() {
    this.button.setAttribute("aria-pressed", "false");
    speechSynthesis.cancel();
  }
});
