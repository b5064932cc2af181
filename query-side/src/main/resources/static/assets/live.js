// Keeps a page alive: when the server says that something has changed, the parts that follow it are loaded again.

const place = document.querySelector('[data-live]');
let waiting;

function changed(news) {
  if (Number(news?.data) <= Number(document.body.dataset.shown)) return;
  // several read models tell of one entry, one after another: look once
  clearTimeout(waiting);
  waiting = setTimeout(() => document.body.dispatchEvent(new CustomEvent('throughline:changed')), 30);
}

// A browser holds six connections to a site without HTTP/2, and a seventh tab would wait for ever for its page: only a tab
// that somebody looks at listens. What happened meanwhile is shown when it is looked at again.
const A_GLANCE = 5000;
let source;
let missed = document.hidden;
let leaving;

function listen() {
  clearTimeout(leaving);
  if (source) return;
  source = new EventSource(place.dataset.live);
  source.addEventListener('changed', changed);
  source.addEventListener('error', () => (missed = true));
  source.addEventListener('open', () => {
    if (missed) changed();
    missed = false;
  });
}

function rest() {
  clearTimeout(leaving);
  source?.close();
  source = undefined;
  missed = true;
}

if (place) {
  if (!document.hidden) listen();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) leaving = setTimeout(rest, A_GLANCE);
    else listen();
  });
  addEventListener('pagehide', rest);
  // a browser keeps pages that one may come back to
  addEventListener('pageshow', (event) => event.persisted && listen());
}

// what is not there yet, since the copy that worked on it has ended for example, is asked for again until it is
const A_MOMENT = 1;
let again;
document.addEventListener('htmx:responseError', ({ detail }) => {
  if (![429, 503].includes(detail.xhr.status) || !detail.target.dataset.live) return;
  // nor is what was recorded here shown: news of it have to be looked at
  delete document.body.dataset.shown;
  clearTimeout(again);
  again = setTimeout(
    () => htmx.ajax('GET', detail.requestConfig.path, { target: document.querySelector('[data-live]'), swap: 'outerHTML' }),
    1000 * (Number(detail.xhr.getResponseHeader('Retry-After')) || A_MOMENT),
  );
});

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
  const now = Number(part.dataset.position);
  if (now > position) document.getElementById('announcements').textContent = 'New: ' + part.dataset.news;
  // it goes back when the record was restored to an earlier moment
  position = now;
});
