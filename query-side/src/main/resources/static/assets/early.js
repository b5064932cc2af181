// Loaded before everything else: a form that is sent before the scripts of its page are there is sent once they are. The browser
// alone would leave the page, and what was typed would be lost.

{
  const NEEDS_SCRIPTS = '[data-record], [hx-get], [hx-post]';
  const early = new Map();
  let loaded = false;

  const ready = (form) => loaded && (form.matches('[data-record]') ? form.dataset.key : window.htmx);

  const hold = (event) => {
    const form = event.target;
    if (!form.matches(NEEDS_SCRIPTS) || ready(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (loaded) incomplete();
    else early.set(form, event.submitter);
    event.submitter?.setAttribute('aria-disabled', 'true');
  };
  addEventListener('submit', hold, true);

  // the last of what waits for this moment, after htmx
  addEventListener('DOMContentLoaded', () => {
    loaded = true;
    early.forEach((submitter, form) => {
      submitter?.removeAttribute('aria-disabled');
      form.requestSubmit(submitter);
    });
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
