// Keeps a page alive: when the server says that something has changed, the parts that follow it are loaded again.

const place = document.querySelector('[data-live]');
let waiting;

function changed(news) {
  if (Number(news?.data) <= Number(document.body.dataset.shown)) return;
  // several read models tell of one entry, one after another: look once
  clearTimeout(waiting);
  waiting = setTimeout(() => document.body.dispatchEvent(new CustomEvent('throughline:changed')), 30);
}

if (place) {
  const source = new EventSource(place.dataset.live);
  let lost = false;
  source.addEventListener('changed', changed);
  source.addEventListener('error', () => (lost = true));
  source.addEventListener('open', () => {
    // something may have happened while nobody was listening
    if (lost) changed();
    lost = false;
  });
  addEventListener('pagehide', () => source.close());
}

// what is new is said to those who listen to the page, and shown to those who look
let known = new Set([...document.querySelectorAll('.entry')].map((entry) => entry.id));
let position = Number(place?.dataset.position ?? 0);
document.addEventListener('htmx:afterSwap', (event) => {
  const part = document.querySelector('[data-live]');
  if (!part || !document.contains(part) || event.detail.target.id === 'desk') return;
  document.querySelectorAll('.entry').forEach((entry) => {
    if (!known.has(entry.id)) entry.classList.add('arrived');
  });
  known = new Set([...document.querySelectorAll('.entry')].map((entry) => entry.id));
  if (Number(part.dataset.position) > position) {
    position = Number(part.dataset.position);
    document.getElementById('announcements').textContent = 'New: ' + part.dataset.news;
  }
});
