/**
 * The page's side of the worker.
 */
/** Source of the worker: build.mjs puts it in. */
import SOURCE from 'worker-source';

/** @type {Worker | null} */
let worker = null;
/** @type {((error: Error) => void) | null} */
let stopRunning = null;
/** Jobs run one after another. @type {Promise<unknown>} */
let queue = Promise.resolve();

/** A job that was stopped. */
export class Stopped extends Error {}

/** @returns {Worker} */
function started() {
  worker ??= new Worker(URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' })));
  return worker;
}

/**
 * Give the worker a job.
 * @param {string} kind
 * @param {unknown} job
 * @param {(progress: any) => void} [tell]
 * @returns {Promise<any>} rejected with an Error in words for people if it is refused
 */
export function work(kind, job, tell) {
  const answer = queue.then(() => run(kind, job, tell));
  queue = answer.catch(() => undefined);
  return answer;
}

/** @param {string} kind @param {unknown} job @param {((progress: any) => void) | undefined} tell @returns {Promise<any>} */
function run(kind, job, tell) {
  return new Promise((resolve, reject) => {
    const one = started();
    stopRunning = reject;
    one.onmessage = ({ data }) => {
      if (data.progress !== undefined) tell?.(data.progress);
      else if (data.refused !== undefined) reject(new Error(data.refused));
      else resolve(data.answer);
    };
    one.onerror = (event) => reject(new Error(event.message));
    one.postMessage({ kind, job });
  });
}

/** Stop the running job. */
export function stop() {
  worker?.terminate();
  worker = null;
  stopRunning?.(new Stopped('stopped'));
}
