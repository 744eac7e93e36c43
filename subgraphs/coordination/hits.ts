import type { SubjectKind } from '../../seeds/reference/cells.ts';
import { isInForce } from '../../seeds/reference/legal-bases.ts';
import {
  type IncentiveMeasure,
  incentivesFor,
  type Measure,
  measuresFor,
  type PunishmentMeasure,
} from '../../seeds/reference/measures.ts';
import type { PowerItem } from '../../seeds/reference/power-items.ts';
import { coordinatedList } from './coordinated-list.ts';
import type { AdverseGround, FavourableGround, Grounds } from './ground.ts';
import { measuresOnPersons } from './task-plan.ts';

/** A measure that a ground calls forth for the subject. */
export interface Hit {
  readonly ground: AdverseGround;
  readonly measure: PunishmentMeasure;
}

/** An incentive that the subject may have, and what it rests on. */
export interface Offer {
  readonly incentive: IncentiveMeasure;
  readonly grounds: readonly FavourableGround[];
}

/** For whom measures are looked for, and for what. */
export interface HitQuestion {
  readonly subjectKind: SubjectKind;
  /** What is in hand; null for everything. */
  readonly powerItem: PowerItem | null;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** The measures that are in force for the subject, each with its ground. */
export function hitsOn({ adverse }: Pick<Grounds, 'adverse'>, question: HitQuestion): readonly Hit[] {
  return adverse.flatMap((ground) =>
    measuresOn(ground, question)
      .filter((measure) => question.powerItem === null || bearsOn(measure, question.powerItem))
      .map((measure) => ({ ground, measure })),
  );
}

/** The incentives that are in force for the subject. Who has anything in force against it gets none (发改财金〔2017〕1798号). */
export function offersTo(
  { adverse, favourable }: Grounds,
  { subjectKind, powerItem, today }: HitQuestion,
): readonly Offer[] {
  if (adverse.length > 0) return [];
  const signals = new Set(favourable.map(({ signal }) => signal));
  return incentivesFor(signals, { subjectKind, on: today })
    .filter((incentive) => powerItem === null || bearsOn(incentive, powerItem))
    .map((incentive) => ({
      incentive,
      grounds: favourable.filter(({ signal }) => incentive.signals.includes(signal)),
    }));
}

/** A list whose own basis is not in force calls nothing forth. */
function measuresOn(
  { list, enteredKind, isResponsible }: AdverseGround,
  { subjectKind, today }: HitQuestion,
): readonly PunishmentMeasure[] {
  if (!isInForce(coordinatedList(list)?.bases ?? [], today)) return [];
  if (isResponsible) return measuresOnPersons(list, enteredKind, today);
  return measuresFor({ listKind: list, subjectKind, on: today });
}

/** Whether the body that handles the item is one of those that carry the measure out, in this matter. */
function bearsOn({ matters, executingBodies }: Measure, { matter, executingBody, actingAs }: PowerItem): boolean {
  return matters.includes(matter) && [executingBody, ...actingAs].some((body) => executingBodies.includes(body));
}
