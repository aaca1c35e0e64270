/**
 * Dice (PROTOCOL.md 11.5).
 */
import { integerOf } from './words.mjs';

/**
 * Why a text of faces isn't exactly what the dice give.
 * @param {string} text
 * @param {import('./rules.mjs').Dice} dice
 * @returns {string | null} null if it is right
 */
export function facesFault(text, dice) {
  const faces = text.split(' ');
  if (faces.length !== dice.throws) return `${faces.length} faces, not ${dice.throws}`;
  for (const face of faces) {
    const value = integerOf(face, dice.sides);
    if (value === null || value < 1) return `the face ${face} is not from 1 to ${dice.sides}`;
  }
  return null;
}
