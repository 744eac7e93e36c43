import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoConsentIssuer, demoIssuer } from '../../cli/demo/issuer.ts';
import { personas } from '../../cli/demo/personas.ts';
import { openGovernance } from '../../storage/governance/open-governance.ts';
import { remoteHub } from '../harness/remote-hub.ts';
import type { Answer } from '../harness/test-hub.ts';
import { embeddedHub, type WatchedHub } from '../harness/watched-hub.ts';

/** Started anew for each shape in which a hub is deployed; what it answers must not depend on it. */
let hub: WatchedHub;
let samples: Map<Place, Promise<Sample>>;

/** A place of the graph, on a record of an organisation. */
interface Place {
  readonly coordinate: string;
  readonly list: string;
  readonly field: string;
  /** Its catalogue item; what stands before the dot is the code of its department. */
  readonly item: string;
}

const place = (item: string, type: string, list: string, field: string): Place => ({
  coordinate: `${type}.${field}`,
  list,
  field,
  item,
});

const PLACES: Readonly<Record<string, Place>> = {
  penalty: place('market.administrative-penalty', 'MarketPenalty', 'marketPenalties', 'documentNo'),
  identity: place('registry.registration', 'Registration', 'registrations', 'legalRepresentativeIdNo'),
  contact: place('registry.registration', 'Registration', 'registrations', 'contactPhone'),
  grade: place('tax.credit-grade', 'TaxCreditGrade', 'taxCreditGrades', 'grade'),
  paid: place('tax.payment-status', 'TaxPaymentStatus', 'taxPaymentStatuses', 'paidAmountWan'),
  inspection: place('market.product-inspection', 'ProductInspection', 'productInspections', 'productName'),
};

/** How each persona sees each place of the same organisation, its own one for the subject. */
const MATRIX: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  anonymous: {
    penalty: 'clear',
    identity: 'UNAUTHENTICATED',
    contact: 'UNAUTHENTICATED',
    grade: 'UNAUTHENTICATED',
    paid: 'UNAUTHENTICATED',
    inspection: 'UNAUTHENTICATED',
  },
  'approval-office': {
    penalty: 'clear',
    identity: 'masked',
    contact: 'masked',
    grade: 'clear',
    paid: 'masked',
    inspection: 'clear',
  },
  procurement: {
    penalty: 'clear',
    identity: 'NO_AGREEMENT',
    contact: 'NO_AGREEMENT',
    grade: 'clear',
    paid: 'masked',
    inspection: 'clear',
  },
  tax: { penalty: 'clear', identity: 'clear', contact: 'clear', grade: 'clear', paid: 'clear', inspection: 'clear' },
  'regional-platform': {
    penalty: 'clear',
    identity: 'NO_AGREEMENT',
    contact: 'NO_AGREEMENT',
    grade: 'clear',
    paid: 'clear',
    inspection: 'clear',
  },
  subject: {
    penalty: 'clear',
    identity: 'masked',
    contact: 'masked',
    grade: 'clear',
    paid: 'clear',
    inspection: 'clear',
  },
  agency: {
    penalty: 'clear',
    identity: 'NO_AGREEMENT',
    contact: 'NO_AGREEMENT',
    grade: 'clear',
    paid: 'NO_AGREEMENT',
    inspection: 'clear',
  },
  'market-officer': {
    penalty: 'clear',
    identity: 'NO_AGREEMENT',
    contact: 'NO_AGREEMENT',
    grade: 'NO_AGREEMENT',
    paid: 'NO_AGREEMENT',
    inspection: 'clear',
  },
  auditor: {
    penalty: 'clear',
    identity: 'NO_AGREEMENT',
    contact: 'NO_AGREEMENT',
    grade: 'NO_AGREEMENT',
    paid: 'NO_AGREEMENT',
    inspection: 'clear',
  },
  operator: {
    penalty: 'clear',
    identity: 'NO_AGREEMENT',
    contact: 'NO_AGREEMENT',
    grade: 'NO_AGREEMENT',
    paid: 'NO_AGREEMENT',
    inspection: 'clear',
  },
};

const issue = (claims: object) => demoIssuer(hub.folder).issue({ ...claims }, 600);

/** Headers of a persona that looks at the place of the subject. */
async function headersOf(name: string, subject: string, item: string): Promise<Record<string, string>> {
  const persona = personas.find((one) => one.name === name);
  if (persona === undefined) return {};
  const claims = name === 'subject' ? { ...persona.claims, subject } : persona.claims;
  const headers: Record<string, string> = { authorization: `Bearer ${await issue(claims)}` };
  if (persona.purpose !== undefined) headers['x-credit-purpose'] = persona.purpose;
  if (name === 'agency') headers['x-credit-consent'] = await consent(subject, [item]);
  return headers;
}

function consent(subject: string, items: readonly string[], jti = `c-${subject}-${items}`): Promise<string> {
  const claims = { sub: subject, jti, consumer: 'agency:example-credit', items, purpose: 'credit-report' };
  return demoConsentIssuer(hub.folder).issue(claims, 600);
}

/** Somebody whose token has every scope there is about these places, to compare with. */
async function allSeeing(): Promise<Record<string, string>> {
  const scopes = Object.values(PLACES).flatMap(({ item }) => [`${item}:read`, `${item}:identity`, `${item}:contact`]);
  const scope = [...scopes, 'subjects.person:read', 'subjects.person:bulk'].join(' ');
  const claims = { sub: 'app:all-seeing', kind: 'application', department: 'nobody', scope };
  return { authorization: `Bearer ${await issue(claims)}`, 'x-credit-purpose': 'daily-supervision' };
}

/** An organisation that has a value at a place, and its values. */
interface Sample {
  readonly subject: string;
  readonly values: readonly unknown[];
}

function sampleOf(one: Place): Promise<Sample> {
  const sample = samples.get(one) ?? findSample(one);
  samples.set(one, sample);
  return sample;
}

async function findSample({ list, field }: Place): Promise<Sample> {
  const headers = await allSeeing();
  const { data } = await hub.ask(`{ ${list}(first: 50) { nodes { ${field} subject { id } } } }`, {}, headers);
  const node = data[list].nodes.find(
    (one: { subject: { id: string } } & Record<string, unknown>) => one[field] !== null && /^o\./.test(one.subject.id),
  );
  const subject: string = node.subject.id;
  return { subject, values: valuesIn(await look(subject, { list, field }, headers), { list, field }) };
}

function look(subject: string, { list, field }: Pick<Place, 'list' | 'field'>, headers: Record<string, string>) {
  const query = `query ($id: ID!) { subject(id: $id) { name ${list} { nodes { ${field} } } } }`;
  return hub.ask(query, { id: subject }, headers);
}

function valuesIn({ data }: Answer, { list, field }: Pick<Place, 'list' | 'field'>): unknown[] {
  return (data?.subject?.[list]?.nodes ?? []).map((node: Record<string, unknown>) => node[field]);
}

/** How a place came out: a reason, or the value compared with what there is. */
function sightIn(answer: Answer, one: Place, clear: readonly unknown[]): string {
  const [error] = answer.errors ?? [];
  if (error !== undefined) return String(error.extensions.reason ?? error.extensions.code);
  const values = valuesIn(answer, one);
  if (JSON.stringify(values) === JSON.stringify(clear)) return 'clear';
  const isMasked = values.length === clear.length && values.every((value, index) => value !== clear[index]);
  return isMasked && values.some((value) => value !== null) ? 'masked' : JSON.stringify(values);
}

const REQUEST = {
  purposes: ['procurement-review'],
  usage: '开标前核查供应商的法定代表人',
  legalBasis: '《中华人民共和国政府采购法》第二十二条',
  validFrom: '2026-11-02',
  validTo: '2027-11-01',
  quotaPerDay: 100,
};

type Shape = 'embedded' | 'remote';

/** Each department that was asked got a passport of its own, about this caller; in the gateway's process none is signed. */
function expectPassports(shape: Shape, caller: string, purpose: string | null): void {
  const told = hub.asked.map(({ wire }) => wire && [wire.passport.aud, wire.passport.caller.id, wire.passport.purpose]);
  const expected = hub.asked.map(({ department }) => (shape === 'remote' ? [department, caller, purpose] : null));
  expect(told).toEqual(expected);
}

describe.each<[Shape, () => Promise<WatchedHub>]>([
  ['embedded', embeddedHub],
  ['remote', remoteHub],
])('%s:', (shape, start) => {
  beforeAll(async () => {
    hub = await start();
    samples = new Map();
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  describe.each(Object.keys(MATRIX))('%s', (name) => {
    test.each(Object.keys(PLACES))('sees "%s" as it is written down', async (key) => {
      const one = PLACES[key] as Place; // cast: its own key
      const { subject, values } = await sampleOf(one);
      const headers = await headersOf(name, subject, one.item);
      hub.asked.length = 0;
      const answer = await look(subject, one, headers);
      const expected = MATRIX[name]?.[key];
      expect(sightIn(answer, one, values)).toBe(expected);
      expect(answer.data.subject.name).not.toBeNull();
      const owner = one.item.split('.')[0];
      const asking = hub.asked.filter(({ document }) => new RegExp(`\\b${one.field}\\b`).test(document));
      const isAsked = expected === 'clear' || expected === 'masked';
      expect(asking.map(({ department }) => department)).toEqual(isAsked ? [owner] : []);
      const { sub: caller = 'public' } = personas.find((persona) => persona.name === name)?.claims ?? {};
      expectPassports(shape, caller, headers['x-credit-purpose'] ?? (name === 'subject' ? 'self-inquiry' : null));
      const given = [JSON.stringify(answer), ...hub.asked.map(({ wire }) => wire?.answer)].join();
      if (expected !== 'clear') for (const value of values) expect(given).not.toContain(`"${value}"`);
    });
  });

  describe('an agency without the consent of a company', () => {
    test.each<[string, string]>([
      ['grade', 'CONSENT_MISSING'],
      ['inspection', 'CONSENT_MISSING'],
      ['identity', 'NO_AGREEMENT'],
    ])('lacks for "%s", without any department being asked: %s', async (key, reason) => {
      const one = PLACES[key] as Place; // cast: its own key
      const { subject } = await sampleOf(one);
      const { 'x-credit-consent': _, ...without } = await headersOf('agency', subject, one.item);
      const elsewhere = { ...without, 'x-credit-consent': await consent(subject, ['court.judgment']) };
      for (const headers of [without, elsewhere]) {
        hub.asked.length = 0;
        const { errors } = await look(subject, one, headers);
        expect(errors).toMatchObject([{ extensions: { coordinate: expect.any(String), reason } }]);
        expect(hub.asked.map(({ department }) => department)).toEqual(['subjects']);
      }
    });

    test('sees what is public of all companies, and how many that are, as the public does', async () => {
      const { 'x-credit-consent': _, ...without } = await headersOf('agency', '', '');
      const query = '{ marketPenalties { totalCount } }';
      const [asAgency, asPublic] = [await hub.ask(query, {}, without), await hub.ask(query, {}, {})];
      expect(asAgency).toEqual(asPublic);
      expect(asPublic.data.marketPenalties.totalCount).toBeGreaterThan(0);
    });
  });

  describe('what departments share with each other without conditions', () => {
    const one = PLACES.inspection as Place; // cast: it is there
    const ALL = '{ productInspections(first: 100) { nodes { productName subject { id } } } }';
    const elsewhere = 'o.11451100000000000X';

    test.each<[string, string]>([
      ['a subject that looks at another one', 'subject'],
      ['an agency with the consent of another subject', 'agency'],
    ])('is closed to %s, and no department is asked', async (_, name) => {
      const { subject } = await sampleOf(one);
      hub.asked.length = 0;
      const answer = await look(subject, one, await headersOf(name, elsewhere, one.item));
      expect(sightIn(answer, one, [])).toBe('CONSENT_MISSING');
      expect(answer.data.subject.name).not.toBeNull();
      expect(hub.asked.map(({ department }) => department)).toEqual(['subjects']);
    });

    test.each(['subject', 'agency'])(
      'is listed for the %s only as far as it is about the one subject',
      async (name) => {
        const { subject, values } = await sampleOf(one);
        const { data } = await hub.ask(ALL, {}, await headersOf(name, subject, one.item));
        const nodes: { productName: unknown; subject: { id: string } }[] = data.productInspections.nodes;
        expect(nodes.map((node) => node.productName)).toEqual(values);
        expect(new Set(nodes.map((node) => node.subject.id))).toEqual(new Set([subject]));
        const counted = await hub.ask(
          '{ productInspections { totalCount } }',
          {},
          await headersOf(name, subject, one.item),
        );
        expect(counted.errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' } }]);
      },
    );

    test('is listed for officers of any department, whoever it is about', async () => {
      const { data } = await hub.ask(ALL, {}, await headersOf('tax', '', ''));
      expect(
        new Set(data.productInspections.nodes.map(({ subject }: { subject: { id: string } }) => subject.id)).size,
      ).toBeGreaterThan(1);
    });

    test('is not listed for an agency without consent, whose department is not asked', async () => {
      const { 'x-credit-consent': _, ...without } = await headersOf('agency', '', '');
      hub.asked.length = 0;
      const { data, errors } = await hub.ask(ALL, {}, without);
      expect(data.productInspections).toBeNull();
      expect(errors).toMatchObject([{ extensions: { reason: 'CONSENT_MISSING' } }]);
      expect(hub.asked).toEqual([]);
    });
  });

  describe('a natural person', () => {
    async function somebody(): Promise<string> {
      const query = '{ professionalTitles(first: 20) { nodes { subject { id } } } }';
      const claims = { sub: 'officer:hr', kind: 'officer', department: 'human-resources' };
      const headers = { authorization: `Bearer ${await issue(claims)}`, 'x-credit-purpose': 'daily-supervision' };
      const { data } = await hub.ask(query, {}, headers);
      return data.professionalTitles.nodes[0].subject.id;
    }

    const TITLES = { list: 'professionalTitles', field: 'documentNo' } as const;

    test('is seen by an agency with its consent, for the items that it names, and by none without', async () => {
      const person = await somebody();
      const headers = await headersOf('agency', person, 'human-resources.professional-title');
      expect(valuesIn(await look(person, TITLES, headers), TITLES)).not.toEqual([]);
      const { 'x-credit-consent': _, ...without } = headers;
      const refused = await look(person, TITLES, without);
      expect([refused.data.subject, JSON.stringify(refused)]).toEqual([
        null,
        expect.stringContaining('CONSENT_MISSING'),
      ]);
      const other = { ...headers, 'x-credit-consent': await consent(person, ['tax.credit-grade']) };
      expect(valuesIn(await look(person, TITLES, other), TITLES)).toEqual([]);
    });

    test('has its name masked for who may see persons masked only', async () => {
      const person = await somebody();
      const clear = await look(person, TITLES, { ...(await allSeeing()) });
      const masked = await look(person, TITLES, await headersOf('approval-office', person, ''));
      expect(clear.data.subject.name).toMatch(/^\p{Script=Han}{2,4}$/u);
      expect(masked.data.subject.name).toMatch(/^\p{Script=Han}{1,2}[*＊]+/u);
    });
  });

  // Asking for access, and what agreements say of time, are not the departments'.
  if (shape === 'embedded') {
    test('a denial says all that a request for access needs of it, though two departments share one name', async () => {
      const { subject } = await sampleOf(PLACES.identity as Place); // cast: it is there
      const headers = await headersOf('procurement', subject, '');
      const query = `query ($id: ID!) { subject(id: $id) {
        registrations { nodes { legalRepresentativeIdNo } } marketPenalties { nodes { counterpartyIdNo } }
      } }`;
      const { errors = [] } = await hub.ask(query, { id: subject }, headers);
      const { extensions: ofRegistry } = errors[0] ?? {};
      expect(ofRegistry?.request).toEqual({
        mutation: 'requestAgreement',
        provider: 'registry',
        scopes: ['registry.registration:identity'],
      });
      expect(errors.map(({ extensions }) => extensions.owner)).toEqual(Array(2).fill(ofRegistry?.owner));
      for (const { extensions } of errors) {
        const { mutation, ...asked } = extensions.request as Record<string, unknown>; // cast: see above
        const input = { ...asked, ...REQUEST };
        const ask = `mutation ($input: RequestAgreementInput!) { asked: ${mutation}(input: $input) { problems { message } } }`;
        const governing = { ...headers, 'x-credit-purpose': 'sharing-governance' };
        expect(await hub.ask(ask, { input }, governing)).toEqual({ data: { asked: { problems: [] } } });
      }
    });

    test('an agreement that begins later opens nothing yet, and its caller learns that it has not begun', async () => {
      const one = PLACES.grade as Place; // cast: it is there
      const { subject } = await sampleOf(one);
      const governance = await openGovernance(undefined, hub.folder);
      for (const agreement of await governance.agreements({ provider: 'tax', consumer: 'app:procurement' })) {
        const terms = agreement.terms && { ...agreement.terms, validFrom: '2099-04-01', validTo: '2099-04-30' };
        await governance.saveAgreement({ ...agreement, version: agreement.version + 1, terms });
      }
      await governance.close();
      await setTimeout(1_000); // within a second everybody knows of it
      const headers = await headersOf('procurement', subject, one.item);
      hub.asked.length = 0;
      const { errors } = await look(subject, one, headers);
      expect(errors).toMatchObject([{ extensions: { reason: 'AGREEMENT_NOT_BEGUN' } }]);
      expect(JSON.stringify(errors)).not.toMatch(/2099|expired|over/);
      expect(hub.asked.map(({ department }) => department)).toEqual(['subjects']);
    });
  }
});
