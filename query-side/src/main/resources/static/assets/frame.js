// What every page needs: the protection token on htmx requests, and dialogs that open from buttons.

const cookie = (name) =>
  document.cookie.split('; ').find((part) => part.startsWith(name + '='))?.slice(name.length + 1) ?? '';

document.addEventListener('htmx:configRequest', (event) => {
  event.detail.headers['X-XSRF-TOKEN'] = decodeURIComponent(cookie('XSRF-TOKEN'));
});

// a part that cannot be loaded says so, until another one is
document.addEventListener('htmx:responseError', ({ detail }) =>
  trouble(
    [429, 503].includes(detail.xhr.status) && detail.target.dataset.live
      ? 'This page is behind for the moment. It goes on by itself, and what you recorded is kept.'
      : 'This part of the page could not be loaded. Reload the page.',
  ),
);
document.addEventListener('htmx:sendError', () => trouble('There is no connection. The page will go on when it is back.'));
document.addEventListener('htmx:afterSwap', () => trouble(''));

function trouble(sentence) {
  const place = document.getElementById('trouble');
  place.textContent = sentence;
  place.hidden = !sentence;
}

// the demonstration accounts fill in the name, so that only the password is left to type
document.addEventListener('click', (event) => {
  const account = event.target.closest('[data-account]');
  if (!account) return;
  document.getElementById('name').value = account.dataset.account;
  document.getElementById('password').focus();
});
