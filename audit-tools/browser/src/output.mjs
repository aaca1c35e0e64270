/**
 * A text of ASCII characters in the making, as bytes: tens of megabytes are compared with a published
 * file without ever becoming strings.
 */
const HEX_DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** Grows as it is written to. */
export class Output {
  constructor() {
    this.room = new Uint8Array(1 << 16);
    this.size = 0;
  }

  /** Make room. @param {number} more bytes */
  reserve(more) {
    if (this.size + more <= this.room.length) return;
    const larger = new Uint8Array(2 * this.room.length + more);
    larger.set(this.room);
    this.room = larger;
  }

  /** @param {string} text ASCII */
  text(text) {
    this.reserve(text.length);
    for (let i = 0; i < text.length; i++) this.room[this.size++] = text.charCodeAt(i);
  }

  /** Bytes of another text. @param {Uint8Array} bytes @param {number} from @param {number} to */
  copy(bytes, from, to) {
    this.reserve(to - from);
    for (let i = from; i < to; i++) this.room[this.size++] = bytes[i];
  }

  /** Some words as hex, 8 digits each. @param {Uint32Array} words @param {number} from @param {number} to */
  hex(words, from, to) {
    this.reserve(8 * (to - from));
    for (let i = from; i < to; i++) {
      for (let shift = 28; shift >= 0; shift -= 4) this.room[this.size++] = HEX_DIGITS[(words[i] >>> shift) & 15];
    }
  }

  /** @returns {Uint8Array} what was written */
  bytes() {
    return this.room.subarray(0, this.size);
  }
}
