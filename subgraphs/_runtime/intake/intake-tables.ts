import { areaTable } from '../../../seeds/reference/areas.ts';
import { type IntakeRule, intakeRules } from '../../../seeds/reference/intake-rules.ts';
import { officialWorkingDays, workingCalendar } from '../../../seeds/reference/working-calendar.ts';
import type { WorkingCalendar, WorkingDays } from '../../../seeds/reference/working-days.ts';
import type { KnowsArea } from './rules/code-rules.ts';

/** The dated tables that rows are held against. */
export interface IntakeTables {
  /** Rules in force on the day of receipt, by code. */
  readonly rules: ReadonlyMap<string, IntakeRule>;
  readonly calendar: Pick<WorkingCalendar, 'from' | 'to'>;
  readonly workingDays: Pick<WorkingDays, 'workingDaysBetween'>;
  readonly isKnownArea: KnowsArea;
}

/** The tables of `seeds/reference` for rows that are received on the day. */
export function intakeTables(receivedOn: string): IntakeTables {
  return {
    rules: intakeRules(receivedOn),
    calendar: workingCalendar(),
    workingDays: officialWorkingDays(),
    isKnownArea: knownAreas(),
  };
}

/**
 * Areas that may have registered a subject. The table has the counties of a few prefectures only: of these an unknown code is
 * wrong, of others it may be right.
 */
function knownAreas(): KnowsArea {
  const areas = areaTable();
  const listed = new Set(
    areas.all
      .filter(({ level, validTo }) => level === 'county' && validTo === null)
      .map(({ code }) => prefecture(code)),
  );
  return (code) => areas.isKnown(code) || !listed.has(prefecture(code));
}

function prefecture(code: string): string {
  return code.slice(0, 4);
}
