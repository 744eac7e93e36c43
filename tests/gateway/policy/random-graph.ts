import { buildSchema, type DocumentNode, type GraphQLSchema, Kind, parse } from 'graphql';
import { type Policy, readPolicy } from '../../../gateway/policy/policy.ts';
import { readAccessRules } from '../../../schema/access/access-rule.ts';
import { CREDIT_URL, SPECS } from '../../../schema/specs.ts';
import type { Supergraph } from '../../../schema/supergraph/supergraph.ts';
import type { Choices } from '../../harness/choices.ts';

/** A small graph with rules all over, and what a slow reader of it has to know. */
export interface RandomGraph {
  readonly schema: GraphQLSchema;
  readonly policy: Policy;
  readonly supergraph: Supergraph;
  /** What an argument (`T.f(a:)`) or input field (`I.f`) filters on. */
  readonly filters: ReadonlyMap<string, string>;
  readonly sdl: string;
}

const OBJECTS = ['A', 'B', 'C', 'D'];
const SCOPES = ['x', 'y', 'z'];

const DIRECTIVES = `
  directive @authenticated on FIELD_DEFINITION | OBJECT | SCALAR | ENUM
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | SCALAR | ENUM
  directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION | OBJECT | SCALAR | ENUM
  directive @filtersOn(coordinate: String!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
`;

/** @param strict whether what is protected may have to be there, so that its null takes what holds it */
export function randomGraph(choices: Choices, strict: boolean): RandomGraph {
  const sdl = randomSdl(choices, strict);
  const document = parse(sdl, { noLocation: true });
  const names = { authenticated: 'authenticated', requiresScopes: 'requiresScopes', policy: 'policy' };
  const supergraph: Supergraph = {
    document,
    links: [
      {
        identity: SPECS.credit,
        url: CREDIT_URL,
        namespace: 'credit',
        imports: new Map([['filtersOn', 'filtersOn']]),
        purpose: undefined,
      },
    ],
    rules: readAccessRules(document, names),
    catalogue: new Map(),
    masks: new Map(),
    departments: new Map(),
    subgraphs: new Map(),
  };
  const schema = buildSchema(sdl);
  const filters = filtersOf(document);
  return { schema, policy: readPolicy(supergraph, schema), supergraph, filters, sdl };
}

function filtersOf(document: DocumentNode): ReadonlyMap<string, string> {
  const filters = new Map<string, string>();
  for (const type of document.definitions) {
    if (!('fields' in type)) continue;
    for (const field of type.fields ?? []) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      const noted = 'arguments' in field ? (field.arguments ?? []) : [];
      for (const input of [field, ...noted]) {
        const note = input.directives?.find(({ name }) => name.value === 'filtersOn')?.arguments?.[0]?.value;
        const at = input === field ? coordinate : `${coordinate}(${input.name.value}:)`;
        if (note?.kind === Kind.STRING) filters.set(at, note.value);
      }
    }
  }
  return filters;
}

function randomSdl(choices: Choices, strict: boolean): string {
  const rule = (percent: number) => (choices.chance(percent) ? randomRule(choices) : '');
  const filter = () =>
    choices.chance(60) ? `@filtersOn(coordinate: "${choices.oneOf(OBJECTS)}.${choices.oneOf(['id', 'own'])}")` : '';
  const shared = `id: ID${strict ? '!' : ''}`;
  const links = () =>
    OBJECTS.map((name) => `to${name}: ${wrapped(choices, name, strict)} ${rule(15)}`)
      .filter(() => choices.chance(50))
      .join('\n');
  const abstract = () => `
    toI: ${wrapped(choices, 'I', strict)} ${rule(10)}
    toU: ${wrapped(choices, 'U', strict)} ${rule(10)}`;
  const implementing = (name: string) => (name === 'D' || choices.chance(15) ? '' : 'implements I');
  const object = (name: string) => `
    type ${name} ${implementing(name)} ${rule(25)} {
      ${shared} ${rule(15)}
      note(by: Int ${filter()}): String ${rule(15)}
      own: String${strict && choices.chance(25) ? '!' : ''} ${rule(35)}
      level: Level secret: Secret
      ${links()} ${choices.chance(60) ? abstract() : ''}
    }`;
  return `${DIRECTIVES}
    type Query ${rule(4)} { open(filter: Filter, by: Int ${filter()}): String ${OBJECTS.map((name) => `get${name}: ${wrapped(choices, name, strict)} ${rule(10)}`).join(' ')} ${abstract()} }
    interface I { ${shared} note(by: Int): String }
    union U = ${choices.chance(50) ? 'A | D' : 'A | B | C | D'}
    scalar Secret ${rule(50)}
    enum Level ${rule(30)} { HIGH LOW }
    input Filter { any: Int by: Int ${filter()} inner: [Filter!] }
    ${OBJECTS.map(object).join('')}`;
}

function wrapped(choices: Choices, name: string, strict: boolean): string {
  if (!strict) return choices.oneOf([name, `[${name}]`]);
  return choices.oneOf([name, `${name}!`, `[${name}]`, `[${name}!]`, `[${name}]!`, `[${name}!]!`]);
}

function randomRule(choices: Choices): string {
  const alternatives = () => {
    const all = () => `["${choices.oneOf(SCOPES)}"${choices.chance(30) ? `, "${choices.oneOf(SCOPES)}"` : ''}]`;
    return `[${all()}${choices.chance(30) ? `, ${all()}` : ''}]`;
  };
  return choices.oneOf([
    '@authenticated',
    `@requiresScopes(scopes: ${alternatives()})`,
    `@policy(policies: ${alternatives()})`,
    `@authenticated @requiresScopes(scopes: ${alternatives()})`,
  ]);
}
