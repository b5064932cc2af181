// Loaded before everything else: a form that is sent before the scripts of its page are there is sent once they are. The browser
// alone would leave the page, and what was typed would be lost.

{
  let early;
  const hold = (event) => {
    if (!event.target.matches('[data-record], [hx-get], [hx-post]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    early = event;
  };
  addEventListener('submit', hold, true);
  addEventListener('DOMContentLoaded', () => {
    removeEventListener('submit', hold, true);
    early?.target.requestSubmit(early.submitter);
  });
}
