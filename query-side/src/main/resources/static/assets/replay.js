// Replay by the keyboard: the arrow keys step wherever no field is being typed in, and the slider keeps the focus.

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, select, textarea, dialog, [tabindex="0"]')) return;
  const button = { ArrowLeft: 'back', ArrowRight: 'on' }[event.key];
  if (button) document.getElementById(button)?.click();
});

// a step that cannot be taken further would lose the focus with its button
document.addEventListener('htmx:afterSwap', () => {
  const focused = document.activeElement;
  if (focused && focused !== document.body && !focused.disabled) return;
  document.getElementById('step')?.focus();
});
