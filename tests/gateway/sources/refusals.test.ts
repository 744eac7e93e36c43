import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { localSource } from '../../../gateway/sources/local-source.ts';
import type { FetchOutcome } from '../../../gateway/sources/source.ts';
import { PUBLIC_PASSPORT } from '../../../schema/access/passport.ts';
import { ERRORS, type ErrorCode, HubError } from '../../../schema/errors.ts';
import { answer, QUERY, scriptedDepartment, textsOf } from './scripted-department.ts';

const SECRET = '/srv/secret/credit.db';
const CODES = Object.keys(ERRORS) as ErrorCode[]; // cast: its keys are the codes
const PASSING = [
  'INVALID_ARGUMENT',
  'INVALID_CODE',
  'AMBIGUOUS_CODE',
  'INVALID_CURSOR',
  'CURSOR_FOREIGN',
  'CURSOR_STALE',
  'CURSOR_EXPIRED',
  'NOT_ALLOWED',
  'CONFLICT',
];

/** What comes of an error of a department of this process, and of one elsewhere. */
async function outcomes(code: ErrorCode, details: Record<string, string>): Promise<[FetchOutcome, FetchOutcome]> {
  const error = new HubError(code, { details });
  const errors = [new GraphQLError(error.message, { path: ['a'], originalError: error })];
  const local = localSource(
    { publicName: '市场监管', timeoutMs: 5_000, prepare: () => () => ({ data: { a: null }, errors }) },
    () => undefined,
  );
  const call = { requestId: 'r', passport: PUBLIC_PASSPORT, deadlineMs: performance.now() + 5_000 };
  await using elsewhere = await scriptedDepartment((response) => {
    const { message, extensions } = error.toGraphQL();
    answer(response, { data: { a: null }, errors: [{ message, path: ['a'], extensions }] });
  });
  return [await local.prepare(QUERY)({}, call), await elsewhere.run()];
}

describe('an error of a department', () => {
  test.each(CODES)('of code %s is told alike, wherever the department runs', async (code) => {
    const expected = PASSING.includes(code) ? code : 'SUBGRAPH_UNAVAILABLE';
    for (const outcome of await outcomes(code, {})) {
      expect(outcome).toMatchObject({ kind: 'answered', errors: [{ error: { code: expected }, path: ['a'] }] });
    }
  });

  test.each(CODES)('of code %s brings none of its text from elsewhere', async (code) => {
    const details = Object.fromEntries(
      [...ERRORS[code].text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, SECRET]),
    );
    const [, remote] = await outcomes(code, details);
    expect(textsOf(remote)).not.toContain('secret');
    expect(textsOf(remote)).not.toMatch(/\{\w+\}/); // every place of the registry's text is filled
  });

  test.each(['STORE_DAMAGED', 'STORE_NOT_WRITABLE', 'STORE_WRONG_KEYS'] as const)(
    'of code %s does not tell where a department of this process keeps its data',
    async (code) => {
      const [local] = await outcomes(code, { file: SECRET, folder: SECRET, store: SECRET, problem: SECRET });
      expect(textsOf(local)).not.toContain('secret');
    },
  );
});
