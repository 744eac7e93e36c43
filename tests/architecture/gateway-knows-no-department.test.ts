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
  const fields = subgraphs.flatMap(({ recordTypes }) => recordTypes.flatMap(({ fields: all }) => [...all.keys()]));
  return [...new Set(fields)].filter((field) => /[a-z][A-Z]/.test(field));
}
