/** How often the server is asked, and for how long at most: a page left open must not keep a session alive. */
const EVERY = 3000;
const MOST = 400;

/**
 * Asks whether the page would be another one by now. One that only waits is loaded anew; one that something may
 * have been typed into says so, and leaves it to its reader.
 *
 * @param {HTMLElement} notice whose `data-watch` changes with the page
 */
export function watch(notice) {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    try {
      const answer = await fetch(location.pathname, { credentials: 'same-origin' });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const found = page.querySelector('[data-watch]');
      const now = found instanceof HTMLElement ? found.dataset.watch : undefined;
      if (answer.ok && now !== notice.dataset.watch) {
        if ('watchReload' in notice.dataset) location.reload();
        else notice.hidden = false;
        return;
      }
    } catch {
      // No connection for a moment: the next time tells.
    }
    if (asked < MOST) setTimeout(ask, EVERY);
  };
  setTimeout(ask, EVERY);
}
