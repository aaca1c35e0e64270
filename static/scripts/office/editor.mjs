/** How long nobody types before the words are asked for, in milliseconds. */
const QUIET = 600;

/**
 * The rules in words follow what is typed, before it is saved. Where the service doesn't answer, the words say
 * that they are old; saving works all the same.
 *
 * @param {HTMLFormElement} form whose `data-preview` is the address of the words
 */
export function wordsFollow(form) {
  const aside = document.querySelector('aside[data-words]');
  if (!(aside instanceof HTMLElement) || !form.dataset.preview) return;
  const address = form.dataset.preview;
  let timer = 0;
  let newest = 0;

  const ask = async () => {
    const own = ++newest;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    try {
      const answer = await fetch(address, { method: 'POST', body, headers: { accept: 'text/html' } });
      if (own !== newest) return;
      if (answer.status === 200) aside.innerHTML = await answer.text();
      if (answer.ok) aside.removeAttribute('aria-busy');
    } catch {
      // Nothing is lost: the words are made again with the next letter, or by saving.
    }
  };

  const later = () => {
    aside.setAttribute('aria-busy', 'true');
    clearTimeout(timer);
    timer = window.setTimeout(ask, QUIET);
  };
  form.addEventListener('input', later);
  form.addEventListener('change', later);
}
