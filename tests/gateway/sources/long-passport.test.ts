import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { ALL_ROWS } from '../../../schema/access/grant.ts';
import { passportSigner } from '../../../schema/passport/passport-signer.ts';
import { passportWith } from '../../subgraphs/passports.ts';
import { answer, scriptedDepartment } from './scripted-department.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const SCOPES = Array.from({ length: 20 }, (_, scope) => `market.administrative-penalty-${scope}:identity`);
const sign = passportSigner({
  issuer: 'hub',
  key: { kid: 'one', privateKey },
  scopesOf: () => new Set(SCOPES),
  now: () => new Date(),
  newId: () => 'abcdefghijklmnopqrstuv',
  lifetimeS: 30,
});

function withAgreements(count: number) {
  return passportWith(...Array.from({ length: count }, () => ({ clear: SCOPES, rows: ALL_ROWS })));
}

test('a caller with more rights than a passport can tell of is told so, and its question reaches nobody', async () => {
  await using department = await scriptedDepartment((response) => answer(response), {
    sign: ({ requestId, passport }, body) => sign({ department: 'market', requestId, passport, body }),
  });
  for (const kind of ['query', 'mutation'] as const) {
    const outcome = await department.run({ kind }, {}, { passport: withAgreements(400) });
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'NOT_ALLOWED' } });
  }
  expect(department.received).toHaveLength(0);
  expect(department.connections).toHaveLength(0);
  // It is no fault of the department, which others go on to ask.
  expect(await department.run({}, {}, { passport: withAgreements(1) })).toMatchObject({ kind: 'answered' });
});
