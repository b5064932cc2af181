// Records from a page: a form becomes the JSON of one command, and a refusal is shown where it belongs.

const desk = document.getElementById('desk');
let opener;

// an entry of the wrong patient is struck out there and recorded anew here: both are noted to belong together
const MOVED = 'throughline.struck-out-for-the-wrong-patient';
const journeyOf = (form) => form.dataset.record.split('/')[4];

const cookie = (name) =>
  document.cookie.split('; ').find((part) => part.startsWith(name + '='))?.slice(name.length + 1) ?? '';

document.addEventListener('htmx:afterSwap', (event) => {
  if (!desk || event.detail.target !== desk) return;
  opener = event.detail.requestConfig.elt.id;
  prepare(desk.querySelector('form[data-record]'));
  desk.showModal();
  desk.querySelector('select, input:not([type=hidden]), textarea, button')?.focus();
});

desk?.addEventListener('close', () => {
  desk.replaceChildren();
  // the page may have changed meanwhile: the same button is found again by its name
  document.getElementById(opener)?.focus();
});

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-close]')) desk.close();
});

// a session's length is what most were there for
document.addEventListener('change', (event) => {
  // another program may keep its clocks in another zone
  const zone = event.target.selectedOptions?.[0]?.dataset.zone;
  if (zone) event.target.form.dataset.zone = zone;
  const into = document.getElementById(event.target.dataset?.minutesInto);
  const minutes = event.target.selectedOptions?.[0]?.dataset.minutes;
  if (into && minutes && !into.dataset.typed) into.value = minutes;
});
document.addEventListener('input', (event) => event.isTrusted && (event.target.dataset.typed = 'yes'));

document.querySelectorAll('form[data-record]').forEach(prepare);

/** One key a form that was opened: sending it twice records it once. */
function prepare(form) {
  if (!form) return;
  form.noValidate = true;
  form.dataset.key = crypto.randomUUID();
  offerCorrelation(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form);
  });
}

function rememberMoved(form, told) {
  if (form.elements.reason?.value === 'wrong-patient' && told.correlation) {
    sessionStorage.setItem(MOVED, JSON.stringify({ journey: journeyOf(form), correlation: told.correlation }));
  } else if (form.elements.moved?.checked) {
    sessionStorage.removeItem(MOVED);
  }
}

function offerCorrelation(form) {
  const moved = JSON.parse(sessionStorage.getItem(MOVED) ?? 'null');
  const place = form.querySelector('.fields.more');
  if (!moved || !place || form.dataset.version || !form.dataset.record.startsWith('/api/record/journeys/') || moved.journey === journeyOf(form)) return;
  const label = document.createElement('label');
  label.className = 'check';
  label.append(
    Object.assign(document.createElement('input'), { type: 'checkbox', id: 'f-moved', name: 'moved', value: moved.correlation }),
    ' It replaces the entry struck out on the wrong patient’s journey',
  );
  const part = document.createElement('div');
  part.append(label);
  place.prepend(part);
}

async function send(form) {
  if (form.dataset.sending) return;
  clear(form);
  if (incomplete(form)) return;
  form.dataset.sending = 'yes';
  const button = form.querySelector('button:not([type=button])');
  button.setAttribute('aria-disabled', 'true');
  try {
    const answer = await fetch(form.dataset.record, {
      method: 'POST',
      headers: headers(form),
      body: JSON.stringify(body(form)),
    });
    const type = answer.headers.get('Content-Type') ?? '';
    const told = type.includes('json') ? await answer.json() : {};
    if (answer.ok) done(form, told);
    else await refused(form, answer.status, told);
  } catch (failure) {
    say(form, ['There is no connection. What you typed is still here: try again in a moment.']);
  } finally {
    delete form.dataset.sending;
    button.removeAttribute('aria-disabled');
  }
}

/** Marks what is left empty or is no number, so that nothing has to be sent to hear of it. */
function incomplete(form) {
  const fields = [...form.elements].filter((field) => field.name && !field.disabled);
  const wrong = fields.filter((field) => {
    if (field.validity.badInput) mark(field, field.type === 'number' ? 'This is not a number.' : 'This is not a day or a time.');
    else if (field.required && field.value.trim() === '') mark(field, field.tagName === 'SELECT' ? 'Choose one.' : 'Fill this in.');
    else return false;
    return true;
  });
  wrong[0]?.focus();
  return wrong.length > 0;
}

function headers(form) {
  const headers = {
    'Content-Type': 'application/json',
    'Accept': 'application/json',
    'X-XSRF-TOKEN': decodeURIComponent(cookie('XSRF-TOKEN')),
    'Idempotency-Key': form.dataset.key,
  };
  if (form.elements.moved?.checked) headers.Correlation = form.elements.moved.value;
  if (form.dataset.version) headers['If-Match'] = `"${form.dataset.version}"`;
  return headers;
}

/** The fields by their names, which are paths; what was left empty is left out. */
function body(form) {
  const body = JSON.parse(form.dataset.fixed ?? '{}');
  for (const field of form.elements) {
    if (!field.name || field.name === 'moved' || field.value === '' || ((field.type === 'checkbox' || field.type === 'radio') && !field.checked)) continue;
    const path = field.name.split('.');
    const last = path.pop();
    const place = path.reduce((object, name) => (object[name] ??= {}), body);
    place[last] = value(field, form);
  }
  return body;
}

function value(field, form) {
  switch (field.dataset.type) {
    case 'number':
      return Number(field.value);
    case 'hours':
      return Math.round(Number(field.value) * 60);
    case 'moment':
      // what was not touched is sent as it was, to the second
      return field.dataset.exact && field.value === field.defaultValue ? field.dataset.exact : moment(field.value, form.dataset.zone);
    case 'record-number':
      return [{ system: 'mrn', value: field.value }];
    case 'list':
      return field.value.split(',').map((part) => part.trim()).filter(Boolean);
    default:
      return field.value;
  }
}

/** A wall clock's time in the program's zone as a moment; of a time that happens twice, the first. */
function moment(local, zone) {
  const wanted = Date.parse(local + (local.length === 16 ? ':00Z' : 'Z'));
  const shown = (at) => {
    const parts = Object.fromEntries(
      new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
        .formatToParts(at)
        .map((part) => [part.type, Number(part.value)]),
    );
    return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  };
  const hour = 3600_000;
  const offsets = [...new Set([-24, 24].map((hours) => shown(wanted + hours * hour) - (wanted + hours * hour)))].sort((a, b) => b - a);
  const exact = offsets.map((offset) => wanted - offset).find((at) => shown(at) === wanted);
  return new Date(exact ?? wanted - offsets[0]).toISOString();
}

function done(form, told) {
  rememberMoved(form, told);
  if (form.dataset.next) {
    location.assign(form.dataset.next.replace('{id}', encodeURIComponent(told.id)).replace('{position}', encodeURIComponent(told.position)));
    return;
  }
  desk.close();
  document.getElementById('announcements').textContent = 'Recorded.';
  const part = document.querySelector('[data-live]');
  const url = part?.getAttribute('hx-get');
  if (url) {
    // what is loaded here is complete up to this position: the news of it, which comes at once, need not load it again; later
    // on the record may have been restored, and other entries come to such positions
    document.body.dataset.shown = told.position;
    setTimeout(() => delete document.body.dataset.shown, 5000);
    htmx.ajax('GET', url + (url.includes('?') ? '&' : '?') + 'at-least=' + told.position, { target: part, swap: 'outerHTML' });
  } else {
    location.reload();
  }
}

/** A refusal stands next to the fields it is about; what it says beyond them stands above. */
async function refused(form, status, problem) {
  const errors = problem.errors ?? [];
  const remedy = errors.length === 1 && !problem.type?.endsWith('/invalid') ? problem.whatToDo : undefined;
  const unplaced = errors.filter((error) => {
    const field = fieldOf(form, error.field);
    if (field) mark(field, [error.message, remedy].filter(Boolean).join(' '));
    return !field;
  });
  const placed = errors.length > unplaced.length;
  const sentences = unplaced.map((error) => error.message);
  if (status === 401) sentences.unshift('You are signed out. Sign in in another window, then send this again.');
  else if (status === 403 && !problem.detail) sentences.unshift('This was refused. Reload the page and try again.');
  else if (!placed || unplaced.length) sentences.unshift(problem.detail ?? 'Something went wrong. What you typed is still here.');
  if (problem.whatToDo && !placed) sentences.push(problem.whatToDo);
  if (status === 412) await stale(form, problem);
  else if (sentences.length || problem.conflicts) say(form, [...new Set(sentences)], list((problem.conflicts ?? []).map(conflict)));
  // another try with other words is another command
  if (status === 422 || status === 400) form.dataset.key = crypto.randomUUID();
  (form.querySelector('[aria-invalid=true]') ?? form.querySelector('[data-problem]'))?.focus();
}

/** The field that a path in the command is about: itself, or the one that the path begins with. */
function fieldOf(form, path) {
  const names = [path, 'replacement.' + path, path.split(/[.[]/)[0]];
  return names.map((name) => form.elements[name]).find((field) => field?.id);
}

/** Somebody recorded something since the form was opened: shows it, so that whoever sends again has seen it. */
async function stale(form, problem) {
  const meanwhile = problem.meanwhile ?? [];
  const last = Math.max(0, ...meanwhile.map((event) => event.position));
  const answer = await fetch(`${form.dataset.meanwhile}?since=${form.dataset.version}&at-least=${last}`, { headers: { 'HX-Request': 'true' } });
  const part = document.createElement('template');
  part.innerHTML = answer.ok ? await answer.text() : '';
  const news = part.content.querySelector('[data-version]');
  say(form, ['This was not recorded, because something else was meanwhile:'], news ?? list(meanwhile.map((event) => event.name)));
  form.querySelector('[data-problem]').append(sentence('Look at it, and decide again. What you entered is still here: if it still holds, send it again.'));
  if (news) form.dataset.version = news.dataset.version;
}

/** An entry that stands against it, by what it says on the page. */
function conflict(standing) {
  const entry = document.getElementById('e-' + standing.entry);
  const said = [entry?.querySelector('.what')?.textContent.trim(), entry?.closest('.day')?.querySelector('h2')?.textContent];
  return [said.filter(Boolean).join(', '), standing.sentence].filter(Boolean).join(': ');
}

function mark(field, message) {
  const wrong = document.createElement('p');
  wrong.className = 'wrong';
  wrong.id = field.id + '-wrong';
  wrong.textContent = message;
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', [field.dataset.hint, wrong.id].filter(Boolean).join(' '));
  field.after(wrong);
}

const sentence = (text) => Object.assign(document.createElement('p'), { textContent: text });

function list(lines) {
  if (!lines.length) return undefined;
  const items = document.createElement('ul');
  items.className = 'bullets';
  items.append(...lines.map((line) => Object.assign(document.createElement('li'), { textContent: line })));
  return items;
}

function say(form, sentences, more) {
  const place = form.querySelector('[data-problem]');
  place.replaceChildren(...sentences.map(sentence), ...(more ? [more] : []));
  place.hidden = false;
}

function clear(form) {
  const place = form.querySelector('[data-problem]');
  place.hidden = true;
  place.replaceChildren();
  form.querySelectorAll('.wrong').forEach((wrong) => wrong.remove());
  form.querySelectorAll('[aria-invalid]').forEach((field) => {
    field.removeAttribute('aria-invalid');
    if (field.dataset.hint) field.setAttribute('aria-describedby', field.dataset.hint);
    else field.removeAttribute('aria-describedby');
  });
}
