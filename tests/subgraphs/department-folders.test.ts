import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { isUnionType, Kind, visit } from 'graphql';
import { checkUscc } from '../../schema/codes/uscc.ts';
import { packageRoot } from '../../schema/package-root.ts';
import { loadSubgraphs, SUBGRAPHS_FOLDER, subgraphCodes } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';

let subgraphs: readonly Subgraph[];
beforeAll(async () => {
  subgraphs = await loadSubgraphs();
});

/** Subgraphs of the hub itself, which are no departments. */
const HUB_OWN = ['subjects', 'audit', 'governance', 'collection', 'exchange', 'received', 'coordination'];

describe('the department folders', () => {
  test('are at least the fourteen that the city needs first', () => {
    expect(subgraphCodes()).toEqual(
      expect.arrayContaining([
        'registry',
        'market',
        'tax',
        'court',
        'human-resources',
        'emergency',
        'ecology',
        'housing',
        'transport',
        'finance',
        'trading',
        'health',
        'civil-affairs',
        'science-and-ip',
      ]),
    );
  });

  test.each(subgraphCodes())('%s holds its schema and manifest, and nothing else but resolvers of its own', (code) => {
    const files = readdirSync(join(SUBGRAPHS_FOLDER, code));
    expect(files).toEqual(expect.arrayContaining(['department.ts', 'schema.graphql']));
    if (!HUB_OWN.includes(code)) expect(files).toHaveLength(2);
  });

  test('have bodies with valid codes of their own', () => {
    const codes = subgraphs
      .filter(({ department }) => !HUB_OWN.includes(department.code))
      .map(({ department }) => department.orgCode);
    for (const code of codes) expect(checkUscc(code)).toMatchObject({ kind: 'valid', warnings: [] });
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('have synthetic records for every record type', async () => {
    for (const { department, recordTypes } of subgraphs) {
      if (recordTypes.length === 0) continue;
      const file = join(packageRoot, 'seeds', 'departments', `${department.code}.ts`);
      expect([department.code, existsSync(file)]).toEqual([department.code, true]);
      const { seeds } = (await import(file)) as { seeds: object };
      expect(Object.keys(seeds).sort()).toEqual(recordTypes.map(({ name }) => name).sort());
    }
  });

  test('describe every type, field, argument and value, in Chinese too', () => {
    const bare: string[] = [];
    for (const { department, document } of subgraphs) {
      const check = (node: { name: { value: string }; description?: { value: string } | undefined }) => {
        const isReference = ['CreditSubject', 'Query'].includes(node.name.value) || node.name.value.endsWith('Section');
        if (!isReference && !/[\u4e00-\u9fff]/.test(node.description?.value ?? ''))
          bare.push(`${department.code}: ${node.name.value}`);
      };
      visit(document, {
        [Kind.OBJECT_TYPE_DEFINITION]: check,
        [Kind.INTERFACE_TYPE_DEFINITION]: check,
        [Kind.ENUM_TYPE_DEFINITION]: check,
        [Kind.ENUM_VALUE_DEFINITION]: check,
        [Kind.FIELD_DEFINITION]: (node) => (['id', 'subjectId'].includes(node.name.value) ? undefined : check(node)),
      });
    }
    expect(bare).toEqual([]);
  });

  test('are all spoken of by the exchange, which keeps nothing of their records itself', () => {
    const exchange = subgraphs.find(({ department }) => department.code === 'exchange');
    const union = exchange?.schema().getType('ChangedRecord');
    const members = isUnionType(union) ? union.getTypes() : [];
    const records = subgraphs.flatMap(({ recordTypes }) => recordTypes.map(({ name }) => name));
    expect(members.map(({ name }) => name).sort()).toEqual(records.sort());
    for (const member of members) expect([member.name, Object.keys(member.getFields())]).toEqual([member.name, ['id']]);
    expect(exchange?.recordTypes).toEqual([]);
  });

  test('hold nothing that could be a score of the hub', () => {
    const fields = subgraphs.flatMap(({ recordTypes }) => recordTypes.flatMap(({ fields: all }) => [...all.keys()]));
    expect(fields.filter((field) => /score/i.test(field))).toEqual([]);
  });
});
