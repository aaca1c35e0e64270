/**
 * A cable between a browser and the service, which can be pulled.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Cable {
  /** @type {Set<import('node:net').Socket>} */
  #ends = new Set();
  #whole = true;

  /** @param {string} address of the service */
  constructor(address) {
    const { hostname, port } = new URL(address);
    this.server = createServer((near) => {
      if (!this.#whole) return void near.destroy();
      const far = connect(Number(port), hostname);
      for (const end of [near, far]) {
        this.#ends.add(end);
        end.on('error', () => end.destroy());
        end.on('close', () => { this.#ends.delete(end); near.destroy(); far.destroy(); });
      }
      near.pipe(far).pipe(near);
    });
  }

  /** @param {string} address of the service @returns {Promise<Cable>} */
  static async to(address) {
    const cable = new Cable(address);
    cable.server.listen(0, '127.0.0.1');
    await once(cable.server, 'listening');
    return cable;
  }

  /** The service's address at this end. */
  get address() {
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.server.address());
    return `http://127.0.0.1:${port}`;
  }

  pull() {
    this.#whole = false;
    this.shake();
  }

  /** What goes through it breaks off; it can be used again at once. */
  shake() {
    for (const end of this.#ends) end.destroy();
  }

  plugIn() {
    this.#whole = true;
  }

  end() {
    this.pull();
    this.server.close();
  }
}
