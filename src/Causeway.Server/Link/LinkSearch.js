// Makes searching quicker: what is typed filters at once, and the arrow keys go from one system to the next. Without it the form does the same.
const form = document.querySelector('[data-search]');
const input = form.querySelector('input[type=search]');
const cards = [...document.querySelectorAll('[data-name]')];
const groups = [...document.querySelectorAll('[data-group]')];
const status = document.querySelector('[data-found]');
const none = document.querySelector('[data-none]');
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();


function filter() {
  const wanted = plain(input.value.trim());
  let found = 0;
  for (const card of cards) {
    card.hidden = !plain(card.dataset.name).includes(wanted) || (wanted !== '' && card.dataset.again !== undefined);
    if (!card.hidden && card.dataset.again === undefined) found++;
  }
  for (const group of groups) group.hidden = !group.querySelector('[data-name]:not([hidden])');
  none.hidden = found > 0;
  none.querySelector('[data-term]').textContent = input.value.trim();
  const text = found === 1 ? status.dataset.one : status.dataset.other;
  status.textContent = wanted === '' || found === 0 ? '' : text.replace('{n}', found);
}

// A page that was searched already has only what was found: there the form goes on as it does without this.
if (input.defaultValue === '') {
  form.classList.add('live');
  input.addEventListener('input', filter);
  form.addEventListener('submit', event => {
    event.preventDefault();
    document.querySelector('[data-name]:not([hidden]) button')?.focus();
  });
  if (input.value) filter();
}
document.addEventListener('keydown', event => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const stops = [input, ...document.querySelectorAll('[data-name]:not([hidden]) button')];
  const at = stops.indexOf(document.activeElement);
  if (step === 0 || at < 0 || !stops[at + step]) return;
  event.preventDefault();
  stops[at + step].focus();
});
