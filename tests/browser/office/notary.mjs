/**
 * The notary, who watches a draw: files on a memory stick, nothing over the network.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

const NAME = 'notary.example';

export class Notary {
  /** @param {import('./office.mjs').Office} office for whose folder and clock the notary's own are near */
  constructor(office) {
    this.office = office;
    this.keys = { note_key: '', cosign_key: '' };
    this.#sticks = 0;
  }

  #sticks;

  /** @param {import('./office.mjs').Office} office @returns {Promise<Notary>} with new keys */
  static async of(office) {
    const notary = new Notary(office);
    const { note_key, cosign_key } = await office.audit('observer', 'new', '--name', NAME, '--home', 'notary');
    notary.keys = { note_key, cosign_key };
    return notary;
  }

  /** How rules name an observer who does everything. */
  get observer() {
    return {
      id: 'notary', titles: { zh: '清川公证处', en: 'Qingchuan notary office' }, ...this.keys,
      seed: true, witness: true, confirm: true,
    };
  }

  /**
   * What the notary makes of a memory stick.
   * @param {'commit' | 'open' | 'cosign' | 'confirm'} act @param {Uint8Array} zip the stick's files
   * @returns {Promise<string>} path of the note
   */
  async made(act, zip) {
    const stick = this.office.path(`stick-${this.#sticks++}`);
    rmSync(stick, { recursive: true, force: true });
    for (const [name, content] of Object.entries(unzipSync(zip))) {
      if (name.endsWith('/')) continue;
      mkdirSync(dirname(join(stick, name)), { recursive: true });
      writeFileSync(join(stick, name), content);
    }
    await this.office.audit('observer', act, stick, '--home', 'notary', '--yes');
    const file = { commit: 'seed-commit', open: 'seed-open', cosign: 'cosignature', confirm: 'confirm' }[act];
    return join(stick, `from-${NAME}`, `${file}.note`);
  }

  /** The same as text. @param {'commit' | 'open' | 'cosign' | 'confirm'} act @param {Uint8Array} zip @returns {Promise<string>} */
  async note(act, zip) {
    return readFileSync(await this.made(act, zip), 'utf8');
  }
}
