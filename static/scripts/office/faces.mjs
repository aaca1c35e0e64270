/**
 * Faces of dice while they are typed: how many there are, in groups of five, and which of them can't be. Reads
 * what is typed as the server does.
 *
 * @param {string} text
 * @param {number} sides
 * @returns {string[]} one face each
 */
export function facesOf(text, sides) {
  const words = text.split(/[\s,;|，；、]+/).filter((word) => word !== '');
  const digits = sides <= 9 && words.every((word) => /^[0-9]+$/.test(word));
  return digits ? words.join('').split('') : words;
}

/**
 * Shows beside a field what was typed so far.
 *
 * @param {HTMLTextAreaElement} field with `data-throws` and `data-sides`, followed by its `output`
 */
export function countFaces(field) {
  const shown = field.nextElementSibling;
  if (!(shown instanceof HTMLOutputElement)) return;
  const sides = Number(field.dataset.sides);
  const show = () => {
    const faces = facesOf(field.value, sides);
    const wrong = faces.findIndex((face) => !/^[0-9]+$/.test(face) || Number(face) < 1 || Number(face) > sides);
    const lines = [];
    for (let at = 0; at < faces.length; at += 20) {
      const groups = [];
      for (let from = at; from < Math.min(at + 20, faces.length); from += 5) {
        groups.push(faces.slice(from, Math.min(from + 5, at + 20)).join(' '));
      }
      lines.push(groups.join(' | '));
    }
    const values = { have: faces.length, need: field.dataset.throws };
    lines.unshift(filled(shown.dataset.textCount, values));
    if (wrong >= 0) {
      lines.unshift(filled(shown.dataset.textWrong, { number: wrong + 1, face: faces[wrong], sides }));
    }
    shown.textContent = lines.join('\n');
    shown.hidden = faces.length === 0;
  };
  field.addEventListener('input', show);
  show();
}

/**
 * @param {string | undefined} text with `{name}` for each value
 * @param {Record<string, unknown>} values
 */
function filled(text, values) {
  return (text || '').replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
