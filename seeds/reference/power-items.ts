import { z } from 'zod';
import { bodyTable } from './bodies.ts';
import { bodyCode, listOf, provenance, type SubjectKind, someOf, subjectKind, text, upperCode } from './cells.ts';
import { matterTable } from './matters.ts';
import { once, referenceTable } from './reference-table.ts';

const BODIES = { file: 'bodies.csv', keys: bodyTable };

const items = referenceTable({
  file: 'power-items.csv',
  row: z.object({
    code: upperCode,
    name_zh: text,
    name_en: text,
    matter: upperCode,
    executing_body: bodyCode,
    acting_as: listOf(bodyCode),
    handled_by: someOf(bodyCode),
    subject_kinds: someOf(subjectKind),
    ...provenance,
  }),
  key: (row) => row.code,
  references: {
    matter: { file: 'matters.csv', keys: matterTable },
    executing_body: BODIES,
    acting_as: BODIES,
    handled_by: BODIES,
  },
});

/** Something that a department has the power to do, in which it asks what is known of a subject. */
export interface PowerItem {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Code of `matterTable`. */
  readonly matter: string;
  /** Code of the body whose power it is. */
  readonly executingBody: string;
  /** Roles (`bodyTable`) that the body has in it. */
  readonly actingAs: readonly string[];
  /** Codes of the departments that handle it, and may ask. */
  readonly handledBy: readonly string[];
  readonly subjectKinds: readonly SubjectKind[];
}

/** The list of powers (权力事项), by code. */
export const powerItems: () => ReadonlyMap<string, PowerItem> = once(
  () =>
    new Map(
      items().rows.map((row) => [
        row.code,
        Object.freeze({
          code: row.code,
          nameZh: row.name_zh,
          nameEn: row.name_en,
          matter: row.matter,
          executingBody: row.executing_body,
          actingAs: row.acting_as,
          handledBy: row.handled_by,
          subjectKinds: row.subject_kinds,
        }),
      ]),
    ),
);

/**
 * The bodies behind codes of `bodyTable` in some matters: a body is itself, and a role is whoever has it in one of the power items of
 * these matters. Each once, in the order of the codes.
 */
export function bodiesBehind(codes: readonly string[], matters: readonly string[]): readonly string[] {
  const bodies = codes.flatMap((code) => {
    if (bodyTable().get(code)?.kind !== 'role') return [code];
    return [...powerItems().values()]
      .filter(({ actingAs, matter }) => actingAs.includes(code) && matters.includes(matter))
      .map(({ executingBody }) => executingBody);
  });
  return [...new Set(bodies)];
}
