// Lists the imports as the recording side tells them, which may be another process behind the same address.

const place = document.querySelector('[data-imports]');
const line = document.getElementById('import-line');
const STATES = {
  AWAITING_FILE: ['Awaits its file', ''],
  FLAWED: ['Cannot run: something is wrong', 'alarm'],
  READY: ['Ready to run', 'accent'],
  RUNNING: ['Running', 'accent'],
  CANCELLED: ['Stopped', 'warn'],
  INTERRUPTED: ['Interrupted', 'warn'],
  DONE: ['Done', 'good'],
  DONE_WITH_REFUSALS: ['Done, with refusals', 'warn'],
};
const SOON = 2_000;
const LATER = 15_000;
const number = (count) => count.toLocaleString('en');
let shown;
let waiting;

async function look() {
  clearTimeout(waiting);
  if (document.hidden) return;
  const imports = await ask();
  const text = JSON.stringify(imports);
  if (text !== shown) show(imports);
  shown = text;
  waiting = setTimeout(look, imports?.some((one) => one.state === 'RUNNING') ? SOON : LATER);
}

/** What the recording side answers; null if it does not. */
async function ask() {
  try {
    const answer = await fetch(place.dataset.imports, { headers: { 'Accept': 'application/json' } });
    return answer.ok ? await answer.json() : null;
  } catch (failure) {
    return null;
  }
}

function show(imports) {
  if (!imports?.length) {
    const sentence = imports ? 'None. Journeys from files are imported by REST.' : 'The side that records does not answer, so imports are not shown here.';
    place.replaceChildren(Object.assign(document.createElement('p'), { className: 'soft', textContent: sentence }));
    return;
  }
  const list = document.createElement('ul');
  list.className = 'models';
  list.append(...imports.map(told));
  place.replaceChildren(list);
}

function told(one) {
  const item = line.content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-part=${name}]`);
  const [words, look] = STATES[one.state] ?? [one.state.toLowerCase().replaceAll('_', ' '), ''];
  const ran = !['AWAITING_FILE', 'FLAWED', 'READY'].includes(one.state);
  part('name').textContent = one.name;
  part('rows').textContent = one.rows === 0 ? '' : ran ? `${number(one.done)} of ${number(one.rows)} rows` : `${number(one.rows)} rows`;
  part('bar').toggleAttribute('hidden', one.rows === 0);
  part('meter').setAttribute('width', ran && one.rows ? Math.min(100, Math.floor((one.done * 100) / one.rows)) : 0);
  part('state').textContent = words;
  if (look) part('state').classList.add(look);
  part('flaws').hidden = one.flawCount === 0;
  part('flaws').textContent = number(one.flawCount) + (one.flawCount === 1 ? ' flaw' : ' flaws');
  return item;
}

if (place) {
  look();
  document.addEventListener('visibilitychange', look);
}
