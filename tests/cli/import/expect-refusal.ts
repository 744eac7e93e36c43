import { expect } from '@jest/globals';
import type { CommandEnd } from '../../bench/import/import-run.ts';

/** The command has said one sentence, without a stack; how far it had come may stand before it. */
export function expectRefusal({ code, output, errors }: CommandEnd, text: RegExp): void {
  const said = errors.split('\n').filter((line) => line !== '' && !/^\S+: \d+ %, /.test(line));
  expect(said).toEqual([expect.stringMatching(text)]);
  expect(output).toBe('');
  expect(code).toBe(1);
}
