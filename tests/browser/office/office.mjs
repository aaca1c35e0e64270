/**
 * An office in a folder of its own, run by the real programs: what people type, and the service.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAMS = process.env.PAIWEI_PROGRAMS ?? join(ROOT, 'target/debug');
/** Moves the clock of a program that doesn't know of it (Debian's package `faketime`). */
const OTHER_CLOCK = readdirSync('/usr/lib').map((one) => `/usr/lib/${one}/faketime/libfaketimeMT.so.1`).find((one) => existsSync(one));
/** When offices here begin to work, in Unix seconds: the day that `examples/rules-*.json` open. */
export const BEGIN = 1_808_193_600;

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {Record<string, any>} Json */

export class Office {
  /** @type {ChildProcess | null} */
  #service = null;
  /** Where it serves, such as `http://127.0.0.1:40001`. */
  address = '';
  #log = '';
  /** How far the programs' clock is from the machine's, in seconds. */
  ahead = 0;
  /** Where it stands, in Unix seconds; null while it runs. @type {number | null} */
  stopped = null;

  /** @param {string} origin @param {number} begin in Unix seconds */
  constructor(origin, begin) {
    if (OTHER_CLOCK === undefined) throw new Error('the tests move the clock with libfaketime: install the package faketime');
    this.origin = origin;
    this.folder = mkdtempSync(join(tmpdir(), 'paiwei-office-'));
    this.begin = begin;
    this.setClock(begin);
  }

  /** Keys and journal of a new office. @param {string} origin @param {number} [begin] in Unix seconds @returns {Promise<Office>} */
  static async open(origin, begin = BEGIN) {
    const office = new Office(origin, begin);
    await office.run('init', '--origin', origin, '--recovery', 'recovery.key');
    return office;
  }

  /** @param {string} name @returns {string} */
  path(name) {
    return join(this.folder, name);
  }

  /** @param {string} name @param {string | Uint8Array} content @returns {string} its path */
  write(name, content) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  /** @param {string} name @returns {string} */
  read(name) {
    return readFileSync(this.path(name), 'utf8');
  }

  /** What the programs take for the time, in Unix seconds. @returns {number} */
  now() {
    return this.stopped ?? Math.floor(Date.now() / 1000) + this.ahead;
  }

  /** The programs' clock stands still. @param {number} time in Unix seconds */
  stopClock(time) {
    this.stopped = time;
    this.write('clock', String(time));
  }

  /** The programs' clock runs. @param {number} time in Unix seconds, from now on */
  setClock(time) {
    this.stopped = null;
    this.ahead = time - Math.floor(Date.now() / 1000);
    this.write('clock', `${this.ahead >= 0 ? '+' : ''}${this.ahead}`);
  }

  /** Runs the office's program. @param {...string} line @returns {Promise<Json>} its answer */
  run(...line) {
    return this.#said('paiwei', ['--lang', 'en', '--yes', '--json', '--data', 'data', ...line]);
  }

  /** Runs the auditors' program. @param {...string} line @returns {Promise<Json>} its answer */
  audit(...line) {
    return this.#said('paiwei-audit', [...line, '--lang', 'en', '--json']);
  }

  /** @param {string} program @param {string[]} line @returns {Promise<Json>} */
  #said(program, line) {
    const options = { cwd: this.folder, env: this.#environment(), maxBuffer: 1 << 28, timeout: 60_000 };
    return new Promise((done, failed) => {
      const asked = execFile(join(PROGRAMS, program), line, options, (error, out, told) => {
        if (error !== null) return failed(new Error(`${program} ${line.join(' ')}: ${out}${told}`));
        return done(out.trim() === '' ? {} : JSON.parse(out));
      });
      asked.stdin?.end();
    });
  }

  /** Serves on a free port, or on the one where it served before. @param {...string} more flags */
  async serve(...more) {
    const listen = this.address === '' ? '127.0.0.1:0' : new URL(this.address).host;
    const unlimited = ['reads', 'writes', 'sign-ins'].flatMap((rate) => [`--rate-${rate}`, '0']);
    const line = ['--lang', 'en', 'serve', '--data', 'data', '--log', 'warn', '--published', 'published', '--drain-seconds', '1'];
    const options = { cwd: this.folder, env: this.#environment() };
    const service = spawn(join(PROGRAMS, 'paiwei'), [...line, '--listen', listen, ...unlimited, ...more], options);
    this.#service = service;
    process.once('exit', () => service.kill('SIGKILL'));
    for await (const said of createInterface({ input: service.stderr })) {
      this.#log += `${said}\n`;
      const begun = /Serving at (http:\/\/\S+?)\/ /.exec(said);
      if (begun === null) continue;
      this.address = begun[1];
      service.stderr.on('data', (more) => { this.#log += more; });
      service.stderr.resume();
      return;
    }
    throw new Error(`the service did not start: ${this.#log}`);
  }

  /** Ends the service; what it logged. @returns {Promise<string>} */
  async stop() {
    const service = this.#service;
    this.#service = null;
    if (service !== null && service.exitCode === null) {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
    return this.#log;
  }

  /** Ends all of it. */
  async end() {
    const log = await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    if (/ ERROR |panicked/.test(log)) throw new Error(`the service complained: ${log}`);
  }

  /** @returns {NodeJS.ProcessEnv} */
  #environment() {
    return {
      ...process.env,
      LD_PRELOAD: OTHER_CLOCK,
      FAKETIME_TIMESTAMP_FILE: this.path('clock'),
      FAKETIME_FMT: '%s',
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    };
  }
}
