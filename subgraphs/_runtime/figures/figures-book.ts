import { smallestGroup } from '../../../seeds/reference/disclosure-limits.ts';
import type { CoordinationStore, HistoryPage } from '../../../storage/coordination/port.ts';
import type { SubjectStore } from '../../../storage/port.ts';
import { monthsBetween, nextMonth } from '../intake/month.ts';
import { endOfLog } from '../push/department-notice.ts';
import { cityDay } from '../subgraph-context.ts';
import { Cells } from './cell.ts';
import type { CaseFacts } from './fact.ts';
import { type BlockSum, blocksOf, exactBlocks, sumOf } from './small-groups.ts';

export interface FiguresSetting {
  readonly store: CoordinationStore;
  readonly subjects: Pick<SubjectStore, 'subjectsById'>;
  readonly factsOf: CaseFacts;
  /** How old figures may be, in milliseconds. */
  readonly freshForMs?: number;
}

/** Months that are remembered; who was not asked for longest goes. */
const MOST_MONTHS = 48;

/** Cases, and events, that are read together. */
const PAGE = 200;

const FRESH_FOR_MS = 5_000;

/** The blocks of one month, as they are told to those who may see the cases, and to those who may not. */
interface MonthBlocks {
  readonly day: string;
  readonly exact: readonly BlockSum[];
  readonly coarse: readonly BlockSum[];
}

/**
 * Figures of the cases that were opened in each month. A month is read once, in pages, and remembered as sums; the log says in which
 * months something has happened since, and those alone are read again.
 */
export class FiguresBook {
  readonly #setting: FiguresSetting;
  readonly #months = new Map<string, MonthBlocks>();
  #place: number | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** One question after the other, so that nobody reads a month twice. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(setting: FiguresSetting) {
    this.#setting = setting;
  }

  /**
   * The blocks of the months, as they stand on the day.
   *
   * @param isExact for who may see the cases themselves
   */
  blocks(from: string, to: string, isExact: boolean, today: string): Promise<readonly BlockSum[]> {
    const answer = this.#last.then(() => this.#blocks(from, to, isExact, today));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #blocks(from: string, to: string, isExact: boolean, today: string): Promise<readonly BlockSum[]> {
    await this.#forgetWhatChanged();
    const found: BlockSum[] = [];
    for (const month of monthsBetween(from, to)) {
      const known = this.#months.get(month);
      const blocks = known?.day === today ? known : await this.#read(month, today);
      this.#remember(month, blocks);
      found.push(...(isExact ? blocks.exact : blocks.coarse));
    }
    return found;
  }

  async #forgetWhatChanged(): Promise<void> {
    const { store, freshForMs = FRESH_FOR_MS } = this.#setting;
    const now = performance.now();
    if (now - this.#lookedAt < freshForMs) return;
    this.#lookedAt = now;
    this.#place ??= await endOfLog(store); // nothing is remembered yet
    for (;;) {
      const { entries, upTo, hasNextPage } = await store.log({ after: this.#place, first: PAGE });
      for (const { openedAt } of entries) this.#months.delete(cityDay(new Date(openedAt)).slice(0, 7));
      this.#place = upTo;
      if (!hasNextPage) return;
    }
  }

  #remember(month: string, blocks: MonthBlocks): void {
    this.#months.delete(month);
    this.#months.set(month, blocks);
    const [oldest] = this.#months.keys();
    if (this.#months.size > MOST_MONTHS && oldest !== undefined) this.#months.delete(oldest);
  }

  async #read(month: string, today: string): Promise<MonthBlocks> {
    const cells = new Cells();
    const span = { from: beginOf(month), before: beginOf(nextMonth(month)) };
    let after: { readonly openedAt: string; readonly id: string } | undefined;
    for (;;) {
      const page = await this.#setting.store.histories({ ...span, first: PAGE, ...(after && { after }) });
      await this.#count(page, month, today, cells);
      const last = page.histories.at(-1)?.case;
      if (!page.hasNextPage || last === undefined) break;
      after = { openedAt: last.openedAt, id: last.id };
    }
    const all = cells.all();
    return {
      day: today,
      exact: exactBlocks(all).map(sumOf),
      coarse: blocksOf(all, smallestGroup(today)).map(sumOf),
    };
  }

  async #count({ histories }: HistoryPage, month: string, today: string, cells: Cells): Promise<void> {
    const { subjects, factsOf } = this.#setting;
    const counted = histories.map(({ case: held, events }) => ({
      facts: factsOf(held, events, today),
      subject: held.subjects[0] ?? held.id,
    }));
    const wanted = counted.filter(({ facts }) => facts.length > 0).map(({ subject }) => subject);
    const known = await subjects.subjectsById([...new Set(wanted)]);
    for (const { facts, subject } of counted) {
      const area = known.get(subject)?.areaCode ?? null;
      for (const fact of facts) cells.add(fact, { month, area, subject });
    }
  }
}

/** The instant at which a month begins in the city. */
function beginOf(month: string): string {
  return new Date(`${month}-01T00:00:00+08:00`).toISOString();
}
