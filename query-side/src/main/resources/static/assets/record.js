// Records from a page: a form becomes the JSON of one command, and a refusal is shown where it belongs.

const desk = document.getElementById('desk');
let opener;

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
  if (event.target.closest('[data-reload]')) location.reload();
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
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form);
  });
}

async function send(form) {
  if (form.dataset.sending) return;
  form.dataset.sending = 'yes';
  const button = form.querySelector('button:not([type=button])');
  button.setAttribute('aria-disabled', 'true');
  clear(form);
  try {
    const answer = await fetch(form.dataset.record, {
      method: 'POST',
      headers: headers(form),
      body: JSON.stringify(body(form)),
    });
    const type = answer.headers.get('Content-Type') ?? '';
    const told = type.includes('json') ? await answer.json() : {};
    if (answer.ok) done(form, told);
    else refused(form, answer.status, told);
  } catch (failure) {
    say(form, ['There is no connection. What you typed is still here: try again in a moment.']);
  } finally {
    delete form.dataset.sending;
    button.removeAttribute('aria-disabled');
  }
}

function headers(form) {
  const headers = {
    'Content-Type': 'application/json',
    'Accept': 'application/json',
    'X-XSRF-TOKEN': decodeURIComponent(cookie('XSRF-TOKEN')),
    'Idempotency-Key': form.dataset.key,
  };
  if (form.dataset.version) headers['If-Match'] = `"${form.dataset.version}"`;
  return headers;
}

/** The fields by their names, which are paths; what was left empty is left out. */
function body(form) {
  const body = JSON.parse(form.dataset.fixed ?? '{}');
  for (const field of form.elements) {
    if (!field.name || field.value === '' || ((field.type === 'checkbox' || field.type === 'radio') && !field.checked)) continue;
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
      return moment(field.value, form.dataset.zone);
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
  if (form.dataset.next) {
    location.assign(form.dataset.next.replace('{id}', encodeURIComponent(told.id)).replace('{position}', encodeURIComponent(told.position)));
    return;
  }
  desk.close();
  document.getElementById('announcements').textContent = 'Recorded.';
  const part = document.querySelector('[data-live]');
  const url = part?.getAttribute('hx-get');
  if (url) {
    htmx.ajax('GET', url + (url.includes('?') ? '&' : '?') + 'at-least=' + told.position, { target: part, swap: 'outerHTML' });
  } else {
    location.reload();
  }
}

function refused(form, status, problem) {
  const general = [];
  if (status === 401) general.push('You are signed out. Sign in in another window, then send this again.');
  else if (status === 403 && !problem.detail) general.push('This was refused. Reload the page and try again.');
  else general.push(problem.detail ?? 'Something went wrong. What you typed is still here.');
  if (problem.whatToDo) general.push(problem.whatToDo);
  (problem.errors ?? []).forEach((error) => {
    const field = form.elements[error.field] ?? form.elements['replacement.' + error.field];
    if (field?.id) mark(field, error.message);
    else general.push(error.message);
  });
  const list = (problem.meanwhile ?? problem.conflicts ?? []).map(told).filter(Boolean);
  say(form, general, list, status === 412 || status === 409);
  // another try with other words is another command
  if (status === 422 || status === 400) form.dataset.key = crypto.randomUUID();
  (form.querySelector('[aria-invalid=true]') ?? form.querySelector('[data-problem]'))?.focus();
}

const told = (item) => (typeof item === 'string' ? item
  : [item.title ?? item.what ?? item.name?.replace(/^[a-z]+\./, '').replaceAll('-', ' '), item.actor && 'by ' + item.actor, item.recordedAt && 'at ' + new Date(item.recordedAt).toLocaleString()].filter(Boolean).join(' '));

function mark(field, message) {
  const wrong = document.createElement('p');
  wrong.className = 'wrong';
  wrong.id = field.id + '-wrong';
  wrong.textContent = message;
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', [field.dataset.hint, wrong.id].filter(Boolean).join(' '));
  field.after(wrong);
}

function say(form, sentences, list = [], reload = false) {
  const place = form.querySelector('[data-problem]');
  place.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement('p'), { textContent: sentence })));
  if (list.length) {
    const items = document.createElement('ul');
    items.className = 'bullets';
    items.append(...list.map((item) => Object.assign(document.createElement('li'), { textContent: item })));
    place.append(items);
  }
  if (reload) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button tiny', textContent: 'Reload the page' });
    button.dataset.reload = '';
    place.append(button);
  }
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
