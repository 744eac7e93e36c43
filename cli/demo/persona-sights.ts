import { randomUUID } from 'node:crypto';
import { type DemoIssuer, demoConsentIssuer, demoIssuer } from './issuer.ts';
import { type Persona, personas, SUBJECT_PERSONA } from './personas.ts';

/** A field that the start page shows through everybody's eyes. */
export interface ShownField {
  readonly title: string;
  readonly list: string;
  readonly field: string;
}

/** Fields of different sharing classes, two of them with masks. */
export const SHOWN_FIELDS: readonly ShownField[] = [
  { title: '行政处罚文书号（公开）', list: 'marketPenalties', field: 'documentNo' },
  { title: '监督抽查产品（无条件共享）', list: 'productInspections', field: 'productName' },
  { title: '纳税信用级别（有条件共享）', list: 'taxCreditGrades', field: 'grade' },
  { title: '法定代表人证件号码（有条件共享，可脱敏）', list: 'registrations', field: 'legalRepresentativeIdNo' },
  { title: '联系电话（有条件共享，可脱敏）', list: 'registrations', field: 'contactPhone' },
];

/** How one caller sees the fields: a value, a reason, or that there is nothing. */
export interface PersonaSight {
  readonly name: string;
  readonly cells: readonly { readonly kind: 'value' | 'denied' | 'nothing'; readonly text: string }[];
}

/** Where to ask, about whom. */
export interface SightSetting {
  readonly origin: string;
  /** Folder with the keys of the demo's issuers. */
  readonly data: string;
  /** Id of the subject. */
  readonly subject: string;
}

/** Asks the running hub about one subject as the public and as each persona. */
export function personaSights({ origin, data, subject }: SightSetting): Promise<readonly PersonaSight[]> {
  const asking = { origin, subject, tokens: demoIssuer(data), consents: demoConsentIssuer(data) };
  return Promise.all([undefined, ...personas].map((persona) => sightOf(persona, asking)));
}

/** What one persona after the other is asked with. */
interface Asking {
  readonly origin: string;
  readonly subject: string;
  readonly tokens: DemoIssuer;
  readonly consents: DemoIssuer;
}

const QUERY = `query ($id: ID!) { subject(id: $id) {
  ${SHOWN_FIELDS.map(({ list, field }, index) => `f${index}: ${list}(first: 1) { nodes { ${field} } }`).join('\n  ')}
} }`;

interface Answer {
  readonly data?: { readonly subject: Readonly<Record<string, { readonly nodes: readonly object[] } | null>> | null };
  readonly errors?: readonly {
    readonly path?: readonly unknown[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

async function sightOf(persona: Persona | undefined, asking: Asking): Promise<PersonaSight> {
  const headers = {
    'content-type': 'application/json',
    ...(persona === undefined ? {} : await headersOf(persona, asking)),
  };
  const body = JSON.stringify({ query: QUERY, variables: { id: asking.subject } });
  const response = await fetch(`${asking.origin}/graphql`, { method: 'POST', headers, body });
  const answer = (await response.json()) as Answer; // cast: the hub's own answer
  return {
    name: persona?.name ?? 'anonymous',
    cells: SHOWN_FIELDS.map((shown, index) => cellOf(answer, shown, index)),
  };
}

async function headersOf(persona: Persona, { subject, tokens, consents }: Asking): Promise<Record<string, string>> {
  const isSubject = persona.name === SUBJECT_PERSONA;
  const token = await tokens.issue(isSubject ? { ...persona.claims, subject } : persona.claims, 60);
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (persona.purpose !== undefined) headers['x-credit-purpose'] = persona.purpose;
  if (persona.claims.kind !== 'agency') return headers;
  const items = ['tax.credit-grade'];
  const consent = { sub: subject, jti: randomUUID(), consumer: persona.claims.sub, items, purpose: persona.purpose };
  return { ...headers, 'x-credit-consent': await consents.issue(consent, 60) };
}

function cellOf({ data, errors = [] }: Answer, { field }: ShownField, index: number): PersonaSight['cells'][number] {
  const denial = errors.find(({ path }) => path?.[1] === `f${index}` || path?.length === 1);
  if (denial !== undefined)
    return { kind: 'denied', text: String(denial.extensions?.reason ?? denial.extensions?.code) };
  const [node] = data?.subject?.[`f${index}`]?.nodes ?? [];
  const value = (node as Readonly<Record<string, unknown>> | undefined)?.[field]; // cast: what was asked
  return value === undefined || value === null
    ? { kind: 'nothing', text: '—' }
    : { kind: 'value', text: String(value) };
}
