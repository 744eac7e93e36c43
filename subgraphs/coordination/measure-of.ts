import { isInForce } from '../../seeds/reference/legal-bases.ts';
import {
  type IncentiveMeasure,
  incentiveMeasures,
  type PunishmentMeasure,
  punishmentMeasures,
} from '../../seeds/reference/measures.ts';

/** A measure of either sort, by its code; null for one that the tables do not have (any more). */
export function measureOf(code: string): PunishmentMeasure | IncentiveMeasure | null {
  return punishmentMeasures().get(code) ?? incentiveMeasures().get(code) ?? null;
}

/** Whether there is such a measure and all that it rests on is in force on the day, YYYY-MM-DD. */
export function isMeasureInForce(code: string, on: string): boolean {
  const measure = measureOf(code);
  return measure !== null && isInForce(measure.bases, on);
}
