import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyedAdapter } from '../../../cli/open-store.ts';
import type { Disclosure, Passport } from '../../../schema/access/passport.ts';
import { orgCheckChar } from '../../../schema/codes/org-code.ts';
import { usccCheckChar } from '../../../schema/codes/uscc.ts';
import { openCollection } from '../../../storage/collection/open-collection.ts';
import type { Batch, RowProblem } from '../../../storage/collection/port.ts';
import type { HubStore, Subject } from '../../../storage/port.ts';
import { collectedItems } from '../../../subgraphs/_runtime/intake/collected-items.ts';
import { takeRows } from '../../../subgraphs/_runtime/intake/take-rows.ts';
import { withdrawal } from '../../../subgraphs/_runtime/intake/withdrawal.ts';
import { loadSubgraph } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { LineageWatch } from '../../../subgraphs/_runtime/succession/lineage-watch.ts';
import { successionSources } from '../../../subgraphs/_runtime/succession/succession-source.ts';
import { NOON } from '../../harness/test-hub.ts';
import { aboutSubjects, askDepartment, references } from '../department-ask.ts';

/** Organisations by the letters that tests call them by. */
export type Letter = 'A' | 'B' | 'C' | 'D';

const AREAS: Readonly<Record<Letter, string>> = { A: '451121', B: '451102', C: '451102', D: '451102' };

export function codeOf(letter: Letter): string {
  const eight = `MA9A000${letter}`;
  const first17 = `91451102${eight}${orgCheckChar(eight)}`;
  return first17 + usccCheckChar(first17);
}

export function idOf(letter: Letter): string {
  return `o.${codeOf(letter)}`;
}

/** The number under which an organisation was registered before it had a code. */
export function oldNumberOf(letter: Letter): string {
  return `45110200000000${'ABCD'.indexOf(letter)}`;
}

function organization(letter: Letter): Subject {
  return {
    id: idOf(letter),
    kind: 'ORGANIZATION',
    name: nameOf(letter),
    uscc: codeOf(letter),
    areaCode: AREAS[letter],
    formerNumbers: [{ kind: 'REGISTRATION_NO', value: oldNumberOf(letter) }],
    sealed: {},
  };
}

export function nameOf(letter: Letter): string {
  return `贺州市样例${letter}号有限公司`;
}

/** A row, by headings. */
type Row = Readonly<Record<string, string>>;

export function mergerRow(from: Letter, to: Letter, changes: Row = {}): Row {
  return {
    主体名称: nameOf(from),
    统一社会信用代码: codeOf(from),
    文书号: `贺市监并登字〔2026〕${from}${to}号`,
    作出决定的机关: '贺州市市场监督管理局',
    决定日期: '2026-10-30',
    合并分立方式: '吸收合并',
    承继主体名称: nameOf(to),
    承继主体统一社会信用代码: codeOf(to),
    ...changes,
  };
}

export function inspectionRow(of: Letter, number: number, date: string): Row {
  return {
    主体名称: nameOf(of),
    统一社会信用代码: codeOf(of),
    文书号: `${of}${number}`,
    作出决定的机关: '贺州市市场监督管理局',
    决定日期: date,
    抽查产品: '米粉',
    是否合格: '是',
    不合格项目: '',
  };
}

/** Four organisations, and the departments that report of them. */
export interface SuccessionTown {
  readonly store: HubStore;
  report(
    item: string,
    rows: readonly Row[],
  ): Promise<{ readonly batch: Batch; readonly problems: readonly RowProblem[] }>;
  merge(...mergers: readonly (readonly [Letter, Letter])[]): Promise<void>;
  withdrawMerger(from: Letter): Promise<void>;
  /** What a department says of an organisation, or of none. */
  ask(
    department: 'market' | 'subjects' | 'tax',
    passport: Passport,
    of: Letter,
    selection: string,
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  ): Promise<{ readonly entity: any; readonly said: Disclosure }>;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  query(passport: Passport, query: string): Promise<any>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function successionTown(location: string): Promise<SuccessionTown> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const place = location === '' ? undefined : location;
  const { adapter, keys } = await keyedAdapter({ data: folder, ...(place && { store: place }) }, true);
  const store = await adapter.open();
  const collection = await openCollection(place, folder, keys);
  await store.saveSubjects((['A', 'B', 'C', 'D'] as const).map(organization));
  const codes = ['market', 'subjects', 'tax', 'registry'];
  const departments = new Map(await Promise.all(codes.map(async (code) => [code, await loadSubgraph(code)] as const)));
  const all = [...departments.values()];
  const items = collectedItems(all, { store, keys, queue: collection });
  let ticks = 0;
  const sources = successionSources(all.map(({ department }) => department));
  const successions = new LineageWatch(sources, store, () => {
    ticks += 10_000;
    return ticks;
  });
  let batches = 0;

  const departmentOf = (code: string) => {
    const found = departments.get(code);
    if (found === undefined) throw new Error(`there is no ${code}`);
    return found;
  };
  const report: SuccessionTown['report'] = async (code, rows) => {
    const item = items.get(code);
    if (item === undefined) throw new Error(`there is no ${code}`);
    const header = Object.keys(rows[0] ?? {});
    const cells = rows.map((row, index) => ({ number: index + 1, values: header.map((name) => row[name] ?? '') }));
    batches += 1;
    const opening = { key: `batch ${batches}`, source: 'graph', reportedBy: 'test' } as const;
    const delivery = { opening, header, read: item.reader(header, '2026-11-02'), rows: [cells] };
    const batch = await takeRows(delivery, { item, store, collection, now: () => NOON });
    return { batch, problems: (await collection.problems(batch.id, { first: 100 })).problems };
  };

  return {
    store,
    report,
    merge: async (...mergers) => {
      const { batch } = await report(
        'registry.succession',
        mergers.map(([from, to]) => mergerRow(from, to)),
      );
      if (batch.counts.accepted !== mergers.length) throw new Error(JSON.stringify(batch.counts));
    },
    withdrawMerger: async (from) => {
      const query = { type: 'RegistrationSuccession', where: {}, first: 10, withTotal: false };
      const [record] = (await store.recordsBySubject(query, [idOf(from)])).get(idOf(from))?.records ?? [];
      if (record === undefined) throw new Error('there is no merger');
      await store.write('registry', [withdrawal(record, 'CORRECTED', NOON.toISOString(), store)]);
    },
    ask: async (code, passport, of, selection) => {
      const query = aboutSubjects(selection);
      const answer = await askDepartment(departmentOf(code), store, passport, query, references(idOf(of)), successions);
      if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
      return { entity: answer.data._entities[0], said: answer.extensions.creditHub };
    },
    query: async (passport, query) => {
      const answer = await askDepartment(departmentOf('subjects'), store, passport, query, {}, successions);
      if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
      return answer.data;
    },
    [Symbol.asyncDispose]: async () => {
      await collection.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
