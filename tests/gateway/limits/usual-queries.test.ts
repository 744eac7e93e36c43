import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { SUPERGRAPH_FILE } from '../../../cli/compose-folder.ts';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.ts';
import { verdictOn } from '../../../gateway/limits/verdict.ts';
import { listFieldName } from '../../../schema/list-field-name.ts';
import { packageRoot } from '../../../schema/package-root.ts';
import { apiSchema } from '../../../schema/supergraph/api-schema.ts';
import { readSupergraph } from '../../../schema/supergraph/supergraph.ts';
import { loadSubgraphs } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { publicSupergraph } from '../../harness/public-supergraph.ts';

const schema = apiSchema(publicSupergraph(readSupergraph(readFileSync(SUPERGRAPH_FILE, 'utf8'))));
const types = (await loadSubgraphs())
  .flatMap(({ recordTypes }) => recordTypes)
  .filter(({ entry }) => entry.class === 'PUBLIC');
const lists = types
  .map(({ name }) => `${listFieldName(name)}(first: 5) { totalCount nodes { id documentNo state } }`)
  .join(' ');
const wholeIntrospection = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});

test.each([
  [
    'the whole public report of a subject',
    readFileSync(join(packageRoot, 'schema/operations/credit-report.graphql'), 'utf8'),
  ],
  ['all lists of fifty subjects', `{ searchSubjects(name: "贺州", first: 50) { nodes { id name ${lists} } } }`],
  ['all lists at the root', `{ ${lists} }`],
  ['the usual introspection', getIntrospectionQuery()],
  ['the introspection of GraphiQL', wholeIntrospection],
  [
    'the introspection of a type and of the root',
    '{ __type(name: "CreditSubject") { fields { type { fields { name } } } } __schema { queryType { name } } }',
  ],
])('%s is admitted', (_, text) => {
  expect(verdictOn(text, schema, DEFAULT_LIMITS)).toEqual({ kind: 'admitted', openCosts: [] });
});
