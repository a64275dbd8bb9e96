// <error-summary>: takes the focus when it appears, so reading starts with what must be put right.
customElements.define("error-summary", class extends HTMLElement {
  connectedCallback() {
    this.focus();
  }
});
