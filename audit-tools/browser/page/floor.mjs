/**
 * The floor is Chrome 86. What the modules use and it lacks is added here, before they run; a test
 * replays a round without these.
 */
/** @param {any} holder a prototype */
function addAt(holder) {
  if (holder.at !== undefined) return;
  Object.defineProperty(holder, 'at', {
    configurable: true,
    writable: true,
    value(/** @type {number} */ index) {
      return this[index < 0 ? this.length + index : index];
    },
  });
}

addAt(Array.prototype);
addAt(Object.getPrototypeOf(Uint8Array.prototype));

if (Object.hasOwn === undefined) {
  Object.hasOwn = (holder, name) => Object.prototype.hasOwnProperty.call(holder, name);
}
