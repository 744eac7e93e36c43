import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoConsentIssuer, demoIssuer } from '../../cli/demo/issuer.ts';
import { personas } from '../../cli/demo/personas.ts';
import { type Answer, type TestHub, testHub } from '../harness/test-hub.ts';

/** What departments were asked, in order. */
let fetches: { readonly department: string; readonly document: string }[] = [];
let hub: TestHub;
beforeAll(async () => {
  hub = await testHub({ onFetch: (department, document) => fetches.push({ department, document }) });
});
afterAll(() => hub[Symbol.asyncDispose]());

/** A place of the graph, on a record of an organisation. */
interface Place {
  readonly coordinate: string;
  readonly list: string;
  readonly field: string;
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

/** An organisation that has a value there, and its values. */
async function sampleOf({ list, field }: Place): Promise<{ readonly subject: string; readonly values: unknown[] }> {
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

describe.each(Object.keys(MATRIX))('%s', (name) => {
  test.each(Object.keys(PLACES))('sees "%s" as it is written down', async (key) => {
    const one = PLACES[key] as Place; // cast: its own key
    const { subject, values } = await sampleOf(one);
    const headers = await headersOf(name, subject, one.item);
    fetches = [];
    const answer = await look(subject, one, headers);
    const expected = MATRIX[name]?.[key];
    expect(sightIn(answer, one, values)).toBe(expected);
    const asking = fetches.filter(({ document }) => new RegExp(`\\b${one.field}\\b`).test(document));
    expect(asking.length > 0).toBe(expected === 'clear' || expected === 'masked');
    expect(answer.data.subject.name).not.toBeNull();
    if (expected !== 'clear') for (const value of values) expect(JSON.stringify(answer)).not.toContain(`"${value}"`);
  });
});

describe('an agency without the consent of a company', () => {
  test.each<[string, string]>([
    ['grade', 'CONSENT_MISSING'],
    ['identity', 'NO_AGREEMENT'],
  ])('lacks for "%s", without any department being asked: %s', async (key, reason) => {
    const one = PLACES[key] as Place; // cast: its own key
    const { subject } = await sampleOf(one);
    const { 'x-credit-consent': _, ...without } = await headersOf('agency', subject, one.item);
    const elsewhere = { ...without, 'x-credit-consent': await consent(subject, ['court.judgment']) };
    for (const headers of [without, elsewhere]) {
      fetches = [];
      const { errors } = await look(subject, one, headers);
      expect(errors).toMatchObject([{ extensions: { coordinate: expect.any(String), reason } }]);
      expect(fetches.map(({ department }) => department)).toEqual(['subjects']);
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
    expect([refused.data.subject, JSON.stringify(refused)]).toEqual([null, expect.stringContaining('CONSENT_MISSING')]);
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

const REQUEST = {
  purposes: ['procurement-review'],
  usage: '开标前核查供应商的法定代表人',
  legalBasis: '《中华人民共和国政府采购法》第二十二条',
  validFrom: '2026-11-02',
  validTo: '2027-11-01',
  quotaPerDay: 100,
};

test('an agreement that begins later opens nothing yet, and its caller learns that it has not begun', async () => {
  const one = PLACES.grade as Place; // cast: it is there
  const { subject } = await sampleOf(one);
  for (const agreement of await hub.governance.agreements({ provider: 'tax', consumer: 'app:procurement' })) {
    const terms = agreement.terms && { ...agreement.terms, validFrom: '2099-04-01', validTo: '2099-04-30' };
    await hub.governance.saveAgreement({ ...agreement, version: agreement.version + 1, terms });
  }
  const headers = await headersOf('procurement', subject, one.item);
  fetches = [];
  const { errors } = await look(subject, one, headers);
  expect(errors).toMatchObject([{ extensions: { reason: 'AGREEMENT_NOT_BEGUN' } }]);
  expect(JSON.stringify(errors)).not.toMatch(/2099|expired|over/);
  expect(fetches.map(({ department }) => department)).toEqual(['subjects']);
});
