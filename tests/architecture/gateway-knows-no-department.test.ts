import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { listFieldName } from '../../schema/list-field-name.ts';
import { packageRoot } from '../../schema/package-root.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';

test('gateway/ names no department, no record type and no field of one', async () => {
  const subgraphs = await loadSubgraphs();
  const departments = subgraphs.flatMap(({ department }) => [
    department.orgCode,
    ...department.names.map(({ zh }) => zh),
  ]);
  const types = subgraphs.flatMap(({ recordTypes }) => recordTypes.map(({ name }) => name));
  const forbidden = [...departments, ...types, ...types.map(listFieldName), ...ownFields(subgraphs)];
  const text = readdirSync(join(packageRoot, 'gateway'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(packageRoot, 'gateway', file), 'utf8'))
    .join('\n');
  expect(forbidden.length).toBeGreaterThan(100);
  expect(forbidden.filter((word) => new RegExp(`(?<![\\w])${word}(?![\\w])`).test(text))).toEqual([]);
  const codes = subgraphs.map(({ department }) => department.code).filter((code) => text.includes(`'${code}'`));
  expect(codes).toEqual([]);
});

/** Fields that only one department has, long enough not to be an English word of the code. */
function ownFields(subgraphs: Awaited<ReturnType<typeof loadSubgraphs>>): string[] {
  const departments = new Map<string, number>();
  for (const { recordTypes } of subgraphs) {
    const own = new Set(recordTypes.flatMap(({ fields }) => [...fields.keys()]));
    for (const field of own) departments.set(field, (departments.get(field) ?? 0) + 1);
  }
  return [...departments].filter(([field, count]) => count === 1 && /[a-z][A-Z]/.test(field)).map(([field]) => field);
}
