/**
 * The big screen follows the journal: when the service says that it has grown, the page is fetched
 * anew and its parts are exchanged. Whatever is lost meanwhile is on the next page.
 */

const body = document.body;
const line = /** @type {HTMLElement} */ (document.querySelector('.connection'));
/** How far this device's clock is from the service's, in seconds. */
const ahead = Date.now() / 1000 - Number(body.dataset.now);
let entries = body.dataset.entries;

/** The service lets listeners go now and then, and they come again at once: that is no loss. In milliseconds. */
const GRACE = 4000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let losing;

/** @param {boolean} connected */
function tell(connected) {
  clearTimeout(losing);
  losing = undefined;
  line.classList.toggle('lost', !connected);
  const text = (connected ? body.dataset.textConnected : body.dataset.textLost) ?? '';
  if (line.textContent !== text) line.textContent = text;
}

/** Takes the parts that change from a page that is fetched anew. */
async function renew() {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const main = page.querySelector('main');
  if (!main) return;
  document.querySelector('main')?.replaceWith(document.adoptNode(main));
  entries = page.body.dataset.entries;
  count();
}

/** Writes what is left until a moment, in minutes and seconds. */
function count() {
  for (const element of document.querySelectorAll('[data-until]')) {
    const until = Number(/** @type {HTMLElement} */ (element).dataset.until);
    const left = Math.max(0, Math.ceil(until - (Date.now() / 1000 - ahead)));
    const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
    const hours = Math.floor(left / 3600);
    const minutes = two(Math.floor(left / 60) % 60);
    element.textContent = `${hours > 0 ? `${hours}:` : ''}${minutes}:${two(left % 60)}`;
  }
}

const source = new EventSource(body.dataset.events ?? '');
source.addEventListener('open', () => tell(true));
source.addEventListener('error', () => { losing ??= setTimeout(() => tell(false), GRACE); });
source.addEventListener('journal', (event) => {
  tell(true);
  if (event.data !== entries) renew().catch(() => tell(false));
});
setInterval(count, 500);
count();
