import type { KeyRing } from '../../../storage/key-ring.ts';
import type { HubStore } from '../../../storage/port.ts';
import type { RecordManifest } from '../department.ts';
import type { RecordType } from '../record-type.ts';
import type { Subgraph } from '../subgraph.ts';
import { successionSources } from '../succession/succession-source.ts';
import { ChunkIntake, type SubjectRules } from './chunk-intake.ts';
import type { CollectedItem, ReportColumn } from './collection.ts';
import { headingKey } from './layout/heading-key.ts';
import { type LayoutColumn, recordLayouts } from './layout/record-layout.ts';
import { type RegistrationEnds, registrationEnds } from './registration-ends.ts';
import { rowReader } from './row-reader.ts';
import { checkRegisteredName, checkRegistrationEnd } from './rules/registration-rules.ts';
import { rulesOfSuccessions } from './rules-of-successions.ts';

/** What items are collected with. */
export interface CollectingSetting {
  readonly store: Pick<
    HubStore,
    'subjectsById' | 'subjectsByNumber' | 'recordsBySubject' | 'listRecords' | 'prepareChange'
  >;
  readonly keys: KeyRing;
  readonly queue: ConstructorParameters<typeof ChunkIntake>[0]['queue'];
}

/** Every catalogue item of the departments, ready to be reported, by its code. */
export function collectedItems(
  subgraphs: readonly Subgraph[],
  setting: CollectingSetting,
): ReadonlyMap<string, CollectedItem> {
  const ends = registrationEnds(subgraphs, setting.store);
  const successions = successionSources(subgraphs.map(({ department }) => department));
  const rulesOf: RulesOf = ({ registers, succeeds } = {}) => {
    if (succeeds !== undefined) return rulesOfSuccessions(succeeds, successions, setting.store);
    return registers === undefined ? rulesOfSubjects(ends) : noRules;
  };
  return new Map(
    subgraphs.flatMap((subgraph) =>
      subgraph.recordTypes.map((type) => [type.entry.code, collectedItem(subgraph, type, rulesOf, setting)] as const),
    ),
  );
}

/** The rules of subjects for records of a type. */
type RulesOf = (manifest: RecordManifest | undefined) => SubjectRules;

function collectedItem(
  subgraph: Subgraph,
  type: RecordType,
  rulesOf: RulesOf,
  setting: CollectingSetting,
): CollectedItem {
  const { department } = subgraph;
  const subjectRules = rulesOf(department.records?.[type.name]);
  let keys: ReadonlySet<string> | undefined;
  return {
    department,
    type,
    intake: new ChunkIntake({ subgraph, type, subjectRules, ...setting }),
    columns: () => (recordLayouts(type)[0]?.columns ?? []).map(reportColumn),
    isHeading: (text) => {
      keys ??= headingKeys(type);
      return keys.has(headingKey(text));
    },
    reader: (header, receivedOn) => rowReader({ subgraph, type: type.name, header, receivedOn }),
  };
}

function headingKeys(type: RecordType): ReadonlySet<string> {
  return new Set(
    recordLayouts(type).flatMap(({ columns }) => columns.flatMap(({ headings }) => headings.map(headingKey))),
  );
}

/** A code of the standard, such as CF_WSH. */
const STANDARD_CODE = /^[A-Z]+(?:_[A-Z0-9]+)+$/;

function reportColumn({ headings, field, isNeeded }: LayoutColumn): ReportColumn {
  return {
    heading: headings[0] ?? field?.name ?? '',
    standardCode: headings.find((heading) => STANDARD_CODE.test(heading)) ?? null,
    field: field?.name ?? null,
    required: isNeeded,
  };
}

/** The registry itself says what names and ends are. */
const noRules: SubjectRules = async (rows) => rows.map(() => []);

function rulesOfSubjects(ends: RegistrationEnds): SubjectRules {
  return async (rows) => {
    const endedOn = await ends(rows.map(({ subject }) => subject.id));
    return rows.map(({ candidate, subject }) => {
      if (subject.kind === 'NATURAL_PERSON') return [];
      const registered = { names: [subject.name], endedOn: endedOn.get(subject.id) ?? null };
      const findings = [
        checkRegisteredName(candidate.clues.name, registered),
        checkRegistrationEnd(String(candidate.fields.decisionDate), registered),
      ];
      return findings.filter((finding) => finding !== null);
    });
  };
}
