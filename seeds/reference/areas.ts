import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { month, optional, provenance, text } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const areaCode = z.string().regex(/^(\d{6}|\d{9})$/, 'It is not an area code of 6 digits, or of 9 for a township.');

const areas = referenceTable({
  file: 'areas.csv',
  row: z.object({
    code: areaCode,
    name: text,
    former_names: optional(text),
    level: z.enum(['province', 'prefecture', 'county', 'township', 'pseudo']),
    parent: optional(areaCode),
    valid_from: optional(month),
    valid_to: optional(month),
    successor: optional(areaCode),
    ...provenance,
  }),
  key: (row) => row.code,
  references: { parent: 'here', successor: 'here' },
});

/** Level of an administrative area; `pseudo` is a code that stands for no place of its own, such as 市辖区. */
export type AreaLevel = 'province' | 'prefecture' | 'county' | 'township' | 'pseudo';

/** An administrative area of today or of the past. */
export interface Area {
  readonly code: string;
  /** Its name; of an abolished code, the last one. */
  readonly name: string;
  readonly level: AreaLevel;
  /** The area that it lies in; null for a province. */
  readonly parent: string | null;
  /** Month of the first list since 1980-12 that has the code; null when the oldest list that was read has it. */
  readonly validFrom: string | null;
  /** Month of the last list that has the code; null while it is in use. */
  readonly validTo: string | null;
  /** The code that took its place. */
  readonly successor: string | null;
}

/** What may be asked about areas. Codes are 6 digits, 9 for townships. */
export interface AreaTable {
  readonly all: readonly Area[];
  /** The area, also an abolished one; null when the table does not know the code. */
  find(code: string): Area | null;
  /** True for every code of the table, abolished ones included: old numbers carry them for ever. */
  isKnown(code: string): boolean;
  name(code: string): string | null;
  /** The code that stands for the area today, following successors; null when the table does not know the code. */
  current(code: string): string | null;
  /**
   * Codes of today's areas that lie in the area, at any depth, without the given code. Of an abolished code, they begin
   * with the one that stands for it today.
   */
  within(code: string): readonly string[];
  /** True when the second area is the first or lies in it, both by their codes of today. */
  contains(outer: string, inner: string): boolean;
}

/**
 * Administrative areas: the province level, the prefecture level of 广西, and 贺州 with its counties, townships and
 * abolished codes (GB/T 2260 and its history; townships by the statistical codes of the National Bureau of Statistics).
 * Counties elsewhere are not in the table, so that an unknown code is not yet a wrong one.
 */
export const areaTable: () => AreaTable = once(() =>
  tableOf(
    areas().rows.map((row) => ({
      code: row.code,
      name: row.name,
      level: row.level,
      parent: row.parent,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      successor: row.successor,
    })),
  ),
);

function tableOf(all: readonly Area[]): AreaTable {
  const byCode = new Map(all.map((area) => [area.code, Object.freeze(area)]));
  for (const area of all) {
    checkChain(byCode, area, 'parent');
    checkChain(byCode, area, 'successor');
  }

  const current = (code: string): string | null => {
    const area = byCode.get(code);
    if (area === undefined) return null;
    return area.successor === null ? area.code : current(area.successor);
  };
  const contains = (outer: string, inner: string): boolean => {
    const target = current(outer);
    let at = current(inner);
    while (at !== null && at !== target) at = byCode.get(at)?.parent ?? null;
    return target !== null && at === target;
  };

  return Object.freeze({
    all: Object.freeze([...byCode.values()]),
    find: (code: string) => byCode.get(code) ?? null,
    isKnown: (code: string) => byCode.has(code),
    name: (code: string) => byCode.get(code)?.name ?? null,
    current,
    within: (code: string) =>
      all
        .filter((area) => area.validTo === null && area.code !== code && contains(code, area.code))
        .map((area) => area.code),
    contains,
  });
}

/** A chain that came back to itself would never end. */
function checkChain(byCode: ReadonlyMap<string, Area>, area: Area, link: 'parent' | 'successor'): void {
  const passed = new Set<string>();
  for (let at: Area | undefined = area; at !== undefined; at = byCode.get(at[link] ?? '')) {
    if (passed.has(at.code)) {
      const problem = `seeds/reference/areas.csv, column "${link}": ${at.code} leads back to itself. Correct the chain.`;
      throw new HubError('CONFIG_INVALID', { details: { problem } });
    }
    passed.add(at.code);
  }
}
