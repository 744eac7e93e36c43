import { describe, expect, test } from '@jest/globals';
import { reasonOf } from '../../../gateway/policy/reason.ts';
import type { Principal } from '../../../gateway/principal.ts';
import type { Consent } from '../../../gateway/rights/consent.ts';
import type { ScopeTable } from '../../../gateway/rights/inherent-grants.ts';
import {
  type Claim,
  PUBLIC_STANDING,
  type RightsSetting,
  StandingBook,
  standingOf,
} from '../../../gateway/rights/standing.ts';
import { denialReason } from '../../../schema/access/denial-reason.ts';
import { bestSight, sightOfRow, worstSight } from '../../../schema/access/sight.ts';
import type { Agreement, AgreementTerms } from '../../../storage/governance/port.ts';

const TODAY = '2026-11-02';
const table: ScopeTable = {
  scopes: [
    'tax.grade:read',
    'tax.grade:history',
    'tax.notice:identity',
    'court.debtor:read',
    'subjects.person:identity',
  ],
  itemsByOwner: new Map([
    ['tax', ['tax.grade', 'tax.notice']],
    ['court', ['court.debtor']],
  ]),
};

const TERMS: AgreementTerms = {
  clear: ['tax.grade:read'],
  masked: ['tax.notice:identity'],
  purposes: ['procurement-review'],
  kinds: ['ORGANIZATION'],
  areas: ['451100'],
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  quotaPerDay: 100,
};

function agreement(terms: Partial<AgreementTerms> | null, status: Agreement['status'] = 'ACTIVE'): Agreement {
  return {
    id: 'A-1',
    version: 2,
    provider: 'tax',
    consumer: 'app:x',
    status,
    request: {
      scopes: [],
      purposes: [],
      kinds: null,
      areas: null,
      usage: '',
      legalBasis: '',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      quotaPerDay: 1,
    },
    terms: terms === null ? null : { ...TERMS, ...terms },
    decideBy: '2026-01-10',
    history: [],
  };
}

const caller = (kind: Principal['caller']['kind'], more: Partial<Principal['caller']> = {}): Principal => ({
  caller: { kind, id: 'app:x', department: null, subject: null, ...more },
  scopes: [],
});

function setting(agreements: readonly Agreement[] = [], used: readonly string[] = []): RightsSetting {
  return {
    table,
    agreementsOf: ({ id }) => agreements.filter(({ consumer }) => consumer === id),
    isUsedUp: (id) => used.includes(id),
  };
}

const claim = (principal: Principal, more: Partial<Claim> = {}): Claim => ({
  principal,
  purpose: 'procurement-review',
  consent: null,
  today: TODAY,
  ...more,
});

const scopesOf = (one: ReturnType<typeof standingOf>) => one.passport.rights.grants.flatMap(({ clear }) => clear);
const asked = (scope: string, item?: string) => ({
  rule: { authenticated: false, scopes: [[scope]], policies: [] },
  item,
});

test('the public has what everybody has, whatever it says it is there for', () => {
  expect(standingOf(claim(caller('anonymous')), setting([agreement({})]))).toBe(PUBLIC_STANDING);
});

test('without a purpose there is nothing but what is public, scopes of the token included', () => {
  const principal = { ...caller('application', { department: 'tax' }), scopes: ['tax.grade:read'] };
  const standing = standingOf(claim(principal, { purpose: null }), setting([agreement({})]));
  expect(standing.passport.rights).toEqual({ authenticated: false, grants: [] });
});

test('an active agreement opens its scopes, clear and masked, for its subjects', () => {
  const { passport } = standingOf(claim(caller('application')), setting([agreement({})]));
  expect(passport.rights.grants).toEqual([
    {
      source: 'A-1',
      clear: ['tax.grade:read'],
      masked: ['tax.notice:identity'],
      policies: [],
      items: null,
      rows: { kinds: ['ORGANIZATION'], areas: ['451100'], subjects: null },
    },
  ]);
});

describe.each<[string, Agreement, readonly string[], string | undefined]>([
  ['is requested only', agreement(null, 'REQUESTED'), [], undefined],
  ['was refused', agreement(null, 'REFUSED'), [], undefined],
  ['was revoked', agreement({}, 'REVOKED'), [], undefined],
  ['is suspended', agreement({}, 'SUSPENDED'), [], 'suspended'],
  ['is over since yesterday', agreement({ validTo: '2026-11-01' }), [], 'expired'],
  ['begins tomorrow', agreement({ validFrom: '2026-11-03' }), [], 'not-begun'],
  ['begins tomorrow, and is suspended', agreement({ validFrom: '2026-11-03' }, 'SUSPENDED'), [], 'suspended'],
  [
    'begins tomorrow, for another purpose',
    agreement({ validFrom: '2026-11-03', purposes: ['fiscal-funding'] }),
    [],
    'other-purpose',
  ],
  ['serves another purpose', agreement({ purposes: ['fiscal-funding'] }), [], 'other-purpose'],
  ['has had its requests of the day', agreement({}), ['A-1'], 'quota'],
])('an agreement that %s', (_, one, used, lapse) => {
  test('opens nothing, and the nearest reason is known', () => {
    const standing = standingOf(claim(caller('application')), setting([one], used));
    expect(scopesOf(standing)).toEqual([]);
    expect(standing.lapses.get('tax.grade:read')).toBe(lapse);
  });
});

test('an agreement counts on its first and on its last day', () => {
  for (const days of [{ validFrom: TODAY }, { validTo: TODAY }]) {
    expect(scopesOf(standingOf(claim(caller('application')), setting([agreement(days)])))).toEqual(['tax.grade:read']);
  }
});

test('of several lapsed agreements the one that is nearest to opening a scope counts', () => {
  const expired = { ...agreement({ validTo: '2026-01-02' }), id: 'A-2' };
  const standing = standingOf(claim(caller('application')), setting([expired, agreement({}, 'SUSPENDED')]));
  expect(standing.lapses.get('tax.grade:read')).toBe('suspended');
});

test('a department sees its own items of any subject, and no other department is opened by that', () => {
  const { rights } = standingOf(claim(caller('officer', { department: 'tax' })), setting()).passport;
  const person = { id: 'p.1', kind: 'NATURAL_PERSON', area: null } as const;
  expect(sightOfRow(asked('tax.grade:read', 'tax.grade'), rights, person)).toBe('clear');
  expect(bestSight(asked('court.debtor:read', 'court.debtor'), rights)).toBe('denied');
  expect(sightOfRow({ rule: undefined, item: 'court.debtor' }, rights, person)).toBe('denied');
  // Nor is the person itself, who belongs to no item.
  expect(sightOfRow({ rule: undefined, item: undefined }, rights, person)).toBe('denied');
});

test('a subject sees what is held about itself, other numbers in it masked, and nothing of its neighbour', () => {
  const { rights } = standingOf(claim(caller('subject', { subject: 'o.1' })), setting()).passport;
  const [self, other] = ['o.1', 'o.2'].map((id) => ({ id, kind: 'ORGANIZATION', area: null }) as const);
  if (self === undefined || other === undefined) throw new Error('there are two');
  expect(sightOfRow(asked('tax.grade:read'), rights, self)).toBe('clear');
  expect(sightOfRow(asked('tax.notice:identity'), rights, self)).toBe('masked');
  expect(sightOfRow(asked('tax.grade:read'), rights, other)).toBe('denied');
});

test('a subject has nothing about its neighbour by the scopes of its token or by an agreement either', () => {
  const principal = { ...caller('subject', { subject: 'o.1' }), scopes: ['court.debtor:read'] };
  const open = agreement({ kinds: null, areas: null });
  const { rights } = standingOf(claim(principal), setting([open])).passport;
  for (const scope of ['court.debtor:read', 'tax.grade:read']) {
    const sights = ['o.1', 'o.2'].map((id) =>
      sightOfRow(asked(scope), rights, { id, kind: 'ORGANIZATION', area: null }),
    );
    expect(sights).toEqual(['clear', 'denied']);
  }
});

describe('what departments share without conditions', () => {
  const UNCONDITIONAL = { authenticated: true, scopes: [], policies: [] };
  const wanted = { rule: UNCONDITIONAL, item: 'tax.grade' };
  const consent = { jti: 'c-1', subject: 'o.1', items: ['tax.grade'], expiresAt: 0 };
  const row = (id: string) => ({ id, kind: 'ORGANIZATION', area: null }) as const;

  test.each<[string, Principal, Partial<Claim>, string, string, string]>([
    ['an application, about anybody', caller('application'), {}, 'clear', 'clear', 'clear'],
    ['an officer, about anybody', caller('officer', { department: 'court' }), {}, 'clear', 'clear', 'clear'],
    ['a subject, about itself', caller('subject', { subject: 'o.1' }), {}, 'clear', 'clear', 'denied'],
    ['an agency, about whoever consented to that', caller('agency'), { consent }, 'clear', 'clear', 'denied'],
    ['no agency without consent', caller('agency'), {}, 'denied', 'denied', 'denied'],
    [
      'no agency with consent to something else',
      caller('agency'),
      { consent: { ...consent, items: ['tax.notice'] } },
      'denied',
      'denied',
      'denied',
    ],
    ['nobody without a purpose', caller('application'), { purpose: null }, 'denied', 'denied', 'denied'],
  ])('is open to %s', (_, principal, more, best, own, neighbour) => {
    const { rights } = standingOf(claim(principal, more), setting([agreement({})])).passport;
    const sights = [bestSight(wanted, rights), ...['o.1', 'o.2'].map((id) => sightOfRow(wanted, rights, row(id)))];
    expect(sights).toEqual([best, own, neighbour]);
    expect(worstSight(wanted, rights)).toBe(neighbour);
  });

  test.each<[string, Principal, Partial<Claim>]>([
    ['a subject', caller('subject', { subject: 'o.1' }), {}],
    ['an agency with consent', caller('agency'), { consent }],
    ['an agency with consent to something else', caller('agency'), { consent: { ...consent, items: ['tax.notice'] } }],
    ['an agency without', caller('agency'), {}],
  ])('lacks for %s the leave of the neighbour', (_, principal, more) => {
    const { passport, lapses } = standingOf(claim(principal, more), setting());
    expect(denialReason(wanted, passport.rights, row('o.2'))).toBe('CONSENT_MISSING');
    const facts = { isAnonymous: false, hasPurpose: true, rights: passport.rights, lapses };
    if (bestSight(wanted, passport.rights) === 'denied') {
      expect(reasonOf([{ ...wanted, text: '', owner: undefined }], facts)).toBe('CONSENT_MISSING');
    }
  });

  test('is open to everybody with a purpose where it is about no subject, as the catalogue itself is', () => {
    const { rights } = standingOf(claim(caller('agency')), setting()).passport;
    expect(bestSight({ rule: UNCONDITIONAL, item: undefined }, rights)).toBe('clear');
  });
});

describe('a credit service agency', () => {
  const agency = caller('agency');
  const consent = { jti: 'c-1', subject: 'o.1', items: ['tax.grade'], expiresAt: 0 };
  const open = agreement({ kinds: null, areas: null });
  const PERSONS = { clear: ['subjects.person:read'], kinds: null, areas: null };
  const row = (id: string) => ({ id, kind: 'ORGANIZATION', area: null }) as const;

  test('reads about nobody without consent, whatever its agreements say', () => {
    const { rights } = standingOf(claim(agency), setting([open])).passport;
    const wanted = asked('tax.grade:read', 'tax.grade');
    expect([bestSight(wanted, rights), sightOfRow(wanted, rights, row('o.1'))]).toEqual(['denied', 'denied']);
  });

  // To the gateway of the field, to the department of a row of a natural person.
  test.each<[string, string, Claim['consent'], string]>([
    ['without consent, the consent', 'tax.grade:read', null, 'CONSENT_MISSING'],
    ['with consent to another item, the consent', 'tax.grade:read', { ...consent, items: ['x.y'] }, 'CONSENT_MISSING'],
    ['without an agreement, the agreement', 'court.debtor:read', null, 'NO_AGREEMENT'],
    ['without an agreement, the agreement', 'court.debtor:read', consent, 'NO_AGREEMENT'],
  ])('lacks %s (%s)', (_, scope, given, reason) => {
    const standing = standingOf(claim(agency, { consent: given }), setting([open]));
    const { rights } = standing.passport;
    const { rule, item } = asked(scope, scope.slice(0, scope.indexOf(':')));
    const unmet = { rule, item, text: '', owner: undefined };
    const facts = { isAnonymous: false, hasPurpose: true, rights, lapses: standing.lapses };
    expect(reasonOf([unmet], facts)).toBe(reason);
    const person = { id: 'p.1', kind: 'NATURAL_PERSON', area: null } as const;
    const persons = standingOf(claim(agency, { consent: given }), setting([agreement(PERSONS)])).passport.rights;
    expect(denialReason({ rule: undefined, item: 'tax.grade' }, persons, person)).toBe('CONSENT_MISSING');
  });

  test('lacks its agreement first where that has lapsed, and half of what is needed is no agreement', () => {
    const suspended = standingOf(claim(agency), setting([agreement({}, 'SUSPENDED')]));
    const facts = ({ passport, lapses }: typeof suspended) => {
      return { isAnonymous: false, hasPurpose: true, rights: passport.rights, lapses };
    };
    const need = (...scopes: string[]) => {
      const rule = { authenticated: false, scopes: [scopes], policies: [] };
      return [{ rule, item: 'tax.grade', text: '', owner: undefined }];
    };
    expect(reasonOf(need('tax.grade:read'), facts(suspended))).toBe('AGREEMENT_SUSPENDED');
    const half = standingOf(claim(agency), setting([open]));
    expect(reasonOf(need('tax.grade:read', 'court.debtor:read'), facts(half))).toBe('NO_AGREEMENT');
  });

  test('reads the items of a consent about its subject only', () => {
    const { rights } = standingOf(claim(agency, { consent }), setting([open])).passport;
    expect(sightOfRow(asked('tax.grade:read', 'tax.grade'), rights, row('o.1'))).toBe('clear');
    expect(sightOfRow(asked('tax.grade:read', 'tax.grade'), rights, row('o.2'))).toBe('denied');
    expect(sightOfRow(asked('tax.notice:identity', 'tax.notice'), rights, row('o.1'))).toBe('denied');
  });
});

test('an agency of a department reads no more of its items than the subject consented to', () => {
  const consent = { jti: 'c-1', subject: 'o.1', items: ['tax.grade', 'court.debtor'], expiresAt: 0 };
  const { rights } = standingOf(claim(caller('agency', { department: 'tax' }), { consent }), setting()).passport;
  const row = { id: 'o.1', kind: 'ORGANIZATION', area: null } as const;
  const sights = ['tax.grade', 'tax.notice', 'court.debtor'].map((item) =>
    sightOfRow(asked(item === 'tax.notice' ? 'tax.notice:identity' : `${item}:read`, item), rights, row),
  );
  expect(sights).toEqual(['clear', 'denied', 'denied']);
});

describe('remembered standings', () => {
  test('are equal for equal claims, and gone with whatever they were made of', () => {
    const book = new StandingBook();
    const before = setting([agreement({})]);
    const asking = claim(caller('application'));
    const first = book.standingOf(asking, before);
    expect(book.standingOf({ ...asking }, before)).toBe(first);
    expect(scopesOf(book.standingOf(asking, setting([agreement({}, 'REVOKED')])))).toEqual([]);
    expect(scopesOf(book.standingOf({ ...asking, today: '2027-01-01' }, before))).toEqual([]);
    expect(scopesOf(book.standingOf(asking, setting([agreement({})], ['A-1'])))).toEqual([]);
  });

  // Its issuer need not make the numbers of consents unique but for each subject.
  test('of an agency are those of the consent that it sends, though another one has the same number', () => {
    const book = new StandingBook();
    const subjectsUnder = (given: Partial<Consent>) => {
      const consent = { jti: '1', subject: 'o.1', items: ['tax.grade'], expiresAt: 1, ...given };
      const { grants } = book.standingOf(claim(caller('agency'), { consent }), unchanged).passport.rights;
      const { rows, items } = grants.find(({ source }) => source === 'consent:1') ?? {};
      return [rows?.subjects, items];
    };
    const unchanged = setting();
    expect(subjectsUnder({})).toEqual([['o.1'], ['tax.grade']]);
    expect(subjectsUnder({ subject: 'o.2' })).toEqual([['o.2'], ['tax.grade']]);
    expect(subjectsUnder({ items: ['tax.notice'] })).toEqual([['o.1'], ['tax.notice']]);
  });

  test('begin with their agreement, on its first day', () => {
    const book = new StandingBook();
    const coming = setting([agreement({ validFrom: '2026-11-03' })]);
    expect(scopesOf(book.standingOf(claim(caller('application')), coming))).toEqual([]);
    const asking = claim(caller('application'), { today: '2026-11-03' });
    expect(scopesOf(book.standingOf(asking, coming))).toEqual(['tax.grade:read']);
  });

  test('have another key of rights for another caller, purpose, consent or lapse, though the grants be the same', () => {
    const consents = [null, { jti: 'c', subject: 'o.1', items: ['tax.grade'], expiresAt: 1 }];
    const standings = [
      standingOf(claim(caller('application')), setting()),
      standingOf(claim(caller('application', { id: 'app:y' })), setting()),
      standingOf(claim(caller('application'), { purpose: 'credit-report' }), setting()),
      standingOf(claim(caller('application')), setting([agreement({}, 'SUSPENDED')])),
      ...consents.map((consent) => standingOf(claim(caller('agency'), { consent }), setting())),
    ];
    expect(new Set(standings.map(({ passport }) => passport.rightsKey)).size).toBe(standings.length);
  });
});
