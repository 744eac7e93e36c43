import { CALL } from '../../mongodb/connection.ts';
import { insertOnce } from '../../mongodb/insert-once.ts';
import type { MonthFilter, ZeroReport } from '../port.ts';
import type { Collections } from './collections.ts';
import { inMonths } from './month-filter.ts';

/** Reports of nothing. */
export class ZeroReportCollection {
  readonly #zeroReports: Collections['zeroReports'];

  constructor({ zeroReports }: Collections) {
    this.#zeroReports = zeroReports;
  }

  async save({ department, item, month, by, at }: ZeroReport): Promise<void> {
    const _id = JSON.stringify([department, item, month]);
    await insertOnce(this.#zeroReports, { _id, department, item, month, by, at });
  }

  async list(filter: MonthFilter): Promise<readonly ZeroReport[]> {
    const options = { ...CALL, sort: { department: 1, item: 1, month: 1 }, projection: { _id: 0 } } as const;
    return this.#zeroReports.find(inMonths(filter), options).toArray();
  }
}
