import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { packageRoot } from '../../schema/package-root.ts';

/** A room of the house, the first that a path begins with, and the rooms that it may import, with the reason. */
const ROOMS = [
  { room: 'schema', may: ['schema'], because: 'the contract depends on nobody' },
  {
    room: 'storage',
    may: ['schema', 'storage'],
    because: 'a store knows errors and codes, but no department and no HTTP',
  },
  {
    room: 'seeds/reference',
    may: ['schema', 'seeds/reference'],
    because: 'tables are leaves, so that everybody may read them',
  },
  { room: 'gateway/policy', may: ['schema', 'gateway/policy'], because: 'decisions are pure' },
  {
    room: 'gateway',
    may: ['schema', 'storage', 'gateway', 'gateway/policy'],
    because: 'the gateway learns departments from the supergraph alone',
  },
  {
    room: 'subgraphs/_runtime',
    may: ['schema', 'storage', 'seeds/reference', 'subgraphs/_runtime'],
    because: 'the runtime serves any department',
  },
  {
    room: 'subgraphs',
    may: ['schema', 'storage', 'seeds/reference', 'subgraphs/_runtime', 'own folder'],
    because: 'departments do not know each other',
  },
  {
    room: 'seeds',
    may: ['schema', 'storage', 'seeds', 'seeds/reference', 'subgraphs/_runtime'],
    because: 'seeds report like a department would',
  },
  {
    room: 'cli',
    may: ['schema', 'storage', 'gateway', 'subgraphs/_runtime', 'seeds', 'seeds/reference', 'cli'],
    because: 'commands wire everything, but name no department folder',
  },
  {
    room: 'examples',
    may: ['schema', 'storage', 'cli', 'examples'],
    because: 'examples use the hub as its operators do',
  },
] as const;

interface Import {
  readonly from: string;
  readonly to: string;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
}

const files = ['schema', 'storage', 'seeds', 'gateway', 'subgraphs', 'cli', 'examples'].flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
);
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(packageRoot, file), 'utf8');
  const statements = text.matchAll(
    /(?:^|\n)(?:import|export)\s+(type\s)?[^;]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g,
  );
  return [...statements].map(([, type, fixed, dynamic]) => ({
    from: file,
    to: relative(packageRoot, resolve(packageRoot, dirname(file), fixed ?? dynamic ?? '')),
    typeOnly: type !== undefined,
  }));
}

function roomOf(file: string) {
  return ROOMS.find(({ room }) => file.startsWith(`${room}/`));
}

function isAllowed({ from, to }: Import): boolean {
  const [source, target] = [roomOf(from), roomOf(to)];
  if (source === undefined || target === undefined) return false;
  const may: readonly string[] = source.may;
  if (may.includes(target.room) && !(target.room === 'subgraphs')) return true;
  return may.includes('own folder') && target.room === 'subgraphs' && dirname(from) === dirname(to);
}

test('finds imports at all', () => {
  expect(imports.length).toBeGreaterThan(100);
});

describe.each(ROOMS)('$room, because $because,', ({ room, may }) => {
  test(`imports only from ${may.join(', ')}`, () => {
    const broken = imports.filter(({ from }) => roomOf(from)?.room === room).filter((one) => !isAllowed(one));
    expect(broken.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
});

test('no file imports itself through others', () => {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  const finished = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (path.includes(file) || finished.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    finished.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('no file is a drawer for everything', () => {
  const drawers = files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|types)(\.ts|\/)/.test(file));
  expect(drawers).toEqual([]);
});
