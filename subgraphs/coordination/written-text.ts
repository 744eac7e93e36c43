import { personalNumberIn } from '../_runtime/intake/personal-numbers.ts';
import { invalid, type Problem } from '../_runtime/problem.ts';

/** Longest text that an officer writes, in characters. */
const MAX_TEXT = 1_000;

/** Longest number of a document or case, in characters. */
const MAX_NUMBER = 100;

/** What stands against a text that an officer wrote: others read it, so it holds no number of a person. */
export function textProblems(field: string, text: string): readonly Problem[] {
  return written(field, text, MAX_TEXT);
}

/** The same for the number of a document or case. */
export function numberProblems(field: string, text: string): readonly Problem[] {
  return written(field, text, MAX_NUMBER);
}

function written(field: string, text: string, most: number): readonly Problem[] {
  const length = [...text.trim()].length;
  if (length < 1 || length > most) return [invalid(field, `It must have 1 to ${most} characters.`)];
  return personalNumberIn(text) === null ? [] : [invalid(field, 'It holds a number of a person. Leave it out.')];
}
