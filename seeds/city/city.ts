import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addDays } from '../../schema/iso-date.ts';
import type { KeyRing } from '../../storage/key-ring.ts';
import type { LoadItem, Subject } from '../../storage/port.ts';
import { organizationId, personId } from '../../storage/subject-id.ts';
import { currentName } from '../../subgraphs/_runtime/department.ts';
import { type Intake, recordIntake } from '../../subgraphs/_runtime/record-intake.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { Random } from './random.ts';
import type { Body, DepartmentSeeds, RecordSeed } from './record-seed.ts';
import { type CityPlan, type SyntheticSubject, syntheticSubject } from './synthetic-subject.ts';

/** What is seeded: so many subjects of a plan. */
export interface City extends CityPlan {
  readonly subjects: number;
}

/**
 * The whole city as load items, subject by subject in constant memory. The same city gives the same items, but for the
 * persons' ids, which hang on the keys.
 */
export async function* cityItems(city: City, subgraphs: readonly Subgraph[], keys: KeyRing): AsyncGenerator<LoadItem> {
  const sources: SeedSource[] = [];
  for (const subgraph of subgraphs) sources.push(...(await seedSource(subgraph)));
  for (let index = 0; index < city.subjects; index += 1) {
    const subject = syntheticSubject(city, index);
    const stored = toSubject(subject, keys);
    yield { kind: 'subject', subject: stored };
    for (const source of sources) yield* recordsOf(city, source, subject, stored);
  }
}

/** Where the records of one type come from. */
interface SeedSource {
  readonly department: string;
  readonly type: string;
  readonly seed: RecordSeed;
  readonly body: Body;
  readonly intake: Intake;
}

/** A department without a file in seeds/departments has no synthetic records. */
async function seedSource(subgraph: Subgraph): Promise<SeedSource[]> {
  const { department } = subgraph;
  const extension = import.meta.filename.endsWith('.ts') ? 'ts' : 'js';
  const file = join(import.meta.dirname, '..', 'departments', `${department.code}.${extension}`);
  if (!existsSync(file)) return [];
  const { seeds } = (await import(pathToFileURL(file).href)) as { seeds: DepartmentSeeds };
  const intake = recordIntake(subgraph);
  const body = { name: currentName(department).zh, code: department.orgCode };
  return Object.entries(seeds).map(([type, seed]) => ({ department: department.code, type, seed, body, intake }));
}

function* recordsOf(
  city: City,
  { department, type, seed, body, intake }: SeedSource,
  subject: SyntheticSubject,
  stored: Subject,
): Generator<LoadItem> {
  const mean = seed.mean(subject);
  if (mean <= 0) return;
  const random = new Random(city.seed, department, type, subject.index);
  const count = seed.exact ? mean : random.count(mean);
  for (let ordinal = 0; ordinal < count; ordinal += 1) {
    const fields = seed.make({
      random,
      subject,
      body,
      today: city.today,
      at: (index) => syntheticSubject(city, index),
      ordinal,
    });
    const reportedOn = addDays(String(fields.decisionDate), random.int(1, 9));
    const change = intake({
      type,
      subject: stored,
      fields,
      reason: 'REPORTED',
      reportedAt: `${reportedOn < city.today ? reportedOn : city.today}T02:00:00.000Z`,
    });
    yield { kind: 'record', department, change };
  }
}

function toSubject(subject: SyntheticSubject, keys: KeyRing): Subject {
  return {
    id: idOf(subject, keys),
    kind: subject.kind,
    name: subject.name,
    uscc: subject.uscc,
    areaCode: subject.district.code,
    formerNumbers: [
      ...(subject.orgCode === null ? [] : [{ kind: 'ORG_CODE' as const, value: subject.orgCode }]),
      ...(subject.registrationNo === null ? [] : [{ kind: 'REGISTRATION_NO' as const, value: subject.registrationNo }]),
    ],
    sealed: subject.identityNo === null ? {} : { identityNo: subject.identityNo },
  };
}

function idOf(subject: SyntheticSubject, keys: KeyRing): string {
  if (subject.kind === 'NATURAL_PERSON') return personId(keys, 'CITIZEN_ID', subject.identityNo ?? '');
  return organizationId(subject.kind, subject.uscc ?? '');
}
