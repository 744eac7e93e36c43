import { HubError } from '../../schema/errors.ts';
import type { LimitName, Limits } from './limits.ts';

/**
 * The first of the figures that is beyond its limit, as LIMIT_EXCEEDED; null where all are within. Figures beyond what a
 * number holds exactly are told as the largest one that it does.
 */
export function limitExceeded(limits: Limits, figures: Readonly<Partial<Record<LimitName, number>>>): HubError | null {
  for (const [name, figure] of Object.entries(figures)) {
    const max = limits[name as LimitName]; // cast: the keys of `figures` are names of limits
    if (figure <= max) continue;
    const details = { limit: name, figure: Math.min(figure, Number.MAX_SAFE_INTEGER), max };
    return new HubError('LIMIT_EXCEEDED', { details });
  }
  return null;
}
