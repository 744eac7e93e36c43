import { describe, expect, test } from '@jest/globals';
import type { QuotaBook } from '../../../gateway/rights/quota-book.ts';
import { rightsOfMoment } from '../../../gateway/rights/rights-of-moment.ts';
import type { Caller } from '../../../schema/access/passport.ts';
import type { Supergraph } from '../../../schema/supergraph/supergraph.ts';
import type { AgreementDirectory, DirectorySnapshot } from '../../../storage/governance/agreement-directory.ts';
import { agreement, application } from '../../storage/governance/governance-fixtures.ts';

const SUPERGRAPH = { rules: new Map(), catalogue: new Map() } as unknown as Supergraph; // cast: what is read of it
const QUOTAS = {} as QuotaBook; // cast: not asked here

function snapshot(): DirectorySnapshot {
  return {
    stale: false,
    applications: new Map([['app:approval', application()]]),
    agreementsOf: (id) => (id === 'app:approval' ? [agreement()] : []),
    isConsentRevoked: () => false,
  };
}

function momentOf(current: () => DirectorySnapshot) {
  const agreements: AgreementDirectory = { snapshot: current, close: async () => undefined };
  return rightsOfMoment({ supergraph: () => SUPERGRAPH, agreements, quotas: QUOTAS });
}

describe('agreements are those of', () => {
  const { kind, department } = application();
  const registered: Caller = { id: 'app:approval', kind, department, subject: null };

  test.each<[string, Partial<Caller>, number]>([
    ['the application as it is registered', {}, 1],
    ['no caller of its name and another kind', { kind: 'agency' }, 0],
    ['no officer of its name', { kind: 'officer' }, 0],
    ['no caller of its name and another department', { department: 'court' }, 0],
    ['no caller of its name and no department', { department: null }, 0],
    ['nobody who is not registered', { id: 'app:other' }, 0],
  ])('%s', (_, other, count) => {
    const now = snapshot();
    expect(momentOf(() => now)().agreementsOf({ ...registered, ...other })).toHaveLength(count);
  });
});

test('rights are made of the same until the agreements change, and of something else at once then', () => {
  let now = snapshot();
  const rights = momentOf(() => now);
  const before = rights();
  expect(rights()).toBe(before);
  now = snapshot();
  expect(rights()).not.toBe(before);
});
