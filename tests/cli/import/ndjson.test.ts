import { describe, expect, test } from '@jest/globals';
import { ndjsonTable } from '../../../subgraphs/_runtime/intake/ndjson-table.ts';
import { bytesOf, readWhole, refusal, tableIn } from './read-table.ts';

const read = async (...parts: (Uint8Array | string)[]) => readWhole(await ndjsonTable(bytesOf(...parts)));

describe('newline-delimited JSON', () => {
  test('is read by name, with what a row lacks empty, and numbered by line', async () => {
    const table = await read('\uFEFF{"列1":"甲","列2":1.50}\n\n{"列3":null,"列2":"乙\\n丙"}\r\n');
    expect(table).toEqual({
      header: ['列1', '列2', '列3'],
      rows: [
        ['甲', '1.5', ''],
        ['', '乙\n丙', ''],
      ],
      numbers: [1, 3],
    });
  });

  test('is read however its bytes arrive', async () => {
    const bytes = Buffer.from('{"列1":"甲"}\n{"列1":"乙"}');
    expect((await read(...[...bytes].map((byte) => Buffer.from([byte])))).rows).toEqual([['甲'], ['乙']]);
  });

  test('is known in a file by its first character', async () => {
    expect((await tableIn('{"甲":"乙"}\n')).rows).toEqual([['乙']]);
  });

  test('keeps numbers that have lost digits from looking like codes', async () => {
    expect((await read('{"a":451102199001011234}')).rows).toEqual([['4.51102199001011E+17']]);
  });

  test('is read with names that every object has of itself', async () => {
    expect(await read('{"__proto__":"甲","constructor":"乙"}\n{"constructor":"丙"}')).toMatchObject({
      header: ['__proto__', 'constructor'],
      rows: [
        ['甲', '乙'],
        ['', '丙'],
      ],
    });
  });

  const many = '{"a":"甲"}\n'.repeat(100);
  test.each([
    ['without rows', '\n \n', undefined, 'no rows'],
    ['with a line that is no JSON', '{"a":"甲"}\n{"a":"乙"\n', 2, 'not a JSON object'],
    ['with a list', '{"a":"甲"}\n["乙"]\n', 2, 'not a JSON object'],
    ['with an object in a cell', '{"a":{"b":"甲"}}\n', 1, 'a text or a number'],
    ['with a new name after the first hundred rows', `${many}{"乙":"丙"}\n`, 101, 'in the first row'],
    ['with bytes that are not UTF-8', Buffer.from('{"a":"b"}\n{"a":"\xff"}\n', 'latin1'), 2, 'UTF-8'],
    ['with a NUL', '{"a":"\\u0000"}', 1, 'NUL'],
    ['with half a character', '{"a":"\\ud800"}', 1, 'half'],
    ['that nests without end', `{"a":${'['.repeat(100_000)}`, 1, 'not a JSON object'],
  ])('is refused %s', async (_, text, row, words) => {
    const error = await refusal(read(text));
    expect(error.code).toBe('TABLE_INVALID');
    expect(error.details.row).toBe(row);
    expect(error.message).toContain(words);
    expect(error.message).not.toMatch(/[甲乙丙]/);
  });
});
