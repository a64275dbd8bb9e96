// <script-only hidden>: around a button that can do nothing without script, so nobody presses it in vain.
customElements.define("script-only", class extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
  }
});
