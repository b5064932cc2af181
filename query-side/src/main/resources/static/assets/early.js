// Loaded before everything else: what is pressed before the scripts of its page are there is done once they are. The browser
// alone would leave the page with a form, and what was typed would be lost; a button would do nothing.

{
  const early = new Map();
  let loaded = false;

  const ready = (element) => loaded && (element.matches('[data-record]') ? element.dataset.key : window.htmx);

  /** Keeps what an element would do for later, or says that it cannot. */
  function hold(event, element, button, later) {
    if (!element || ready(element)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (loaded) incomplete();
    else early.set(element, () => (button?.removeAttribute('aria-disabled'), later()));
    button?.setAttribute('aria-disabled', 'true');
  }

  addEventListener('submit', (event) => {
    const form = event.target.closest('form:is([data-record], [hx-get], [hx-post])');
    hold(event, form, event.submitter, () => form.requestSubmit(event.submitter));
  }, true);
  addEventListener('click', (event) => {
    const button = event.target.closest('button[hx-get]');
    hold(event, button, button, () => button.click());
  }, true);

  // the last of what waits for this moment, after htmx
  addEventListener('DOMContentLoaded', () => {
    loaded = true;
    early.forEach((later) => later());
    const filters = document.getElementById('filters');
    // what was chosen meanwhile
    if (filters && !early.has(filters) && [...filters.elements].some(chosen)) filters.requestSubmit();
  });

  const chosen = (field) => (field.tagName === 'SELECT' ? field.selectedIndex > 0 : field.value !== field.defaultValue);

  function incomplete() {
    const place = document.getElementById('trouble');
    place.textContent = 'A part of this page did not arrive, so nothing was sent. Keep a copy of what you typed, and reload the page.';
    place.hidden = false;
  }
}
