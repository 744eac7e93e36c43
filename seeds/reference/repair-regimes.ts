import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { count, provenance, upperCode, yesNo } from './cells.ts';
import { referenceTable } from './reference-table.ts';

const regimes = referenceTable({
  file: 'repair-regimes.csv',
  row: z.object({
    regime: upperCode,
    not_on_serious_list: yesNo,
    bar_after_refusal_months: count,
    bar_after_deceit_months: count,
    ...provenance,
  }),
  key: (row) => row.regime,
});

/** What the rules of a regime ask of a repair beside time, and for how long they bar who was refused or deceived. */
export interface RepairConditions {
  /** A penalty is not repaired while its subject is on a list of serious dishonesty. */
  readonly isBarredBySeriousList: boolean;
  /** Months after a refusal during which the same thing is not applied for again; 0 where the rules name none. */
  readonly barAfterRefusalMonths: number;
  /** Months after false evidence, or a repair obtained by it, during which the subject applies for nothing. */
  readonly barAfterDeceitMonths: number;
}

/**
 * Conditions by code of the regime, as `publicityRegime` gives it.
 *
 * @throws HubError CONFIG_INVALID for a regime that the table does not have
 */
export function repairConditions(regime: string): RepairConditions {
  const row = regimes().rows.find((one) => one.regime === regime);
  if (row === undefined) {
    const problem = `seeds/reference/repair-regimes.csv has no ${regime}. Add what its rules ask of a repair.`;
    throw new HubError('CONFIG_INVALID', { details: { problem } });
  }
  return {
    isBarredBySeriousList: row.not_on_serious_list,
    barAfterRefusalMonths: row.bar_after_refusal_months,
    barAfterDeceitMonths: row.bar_after_deceit_months,
  };
}
