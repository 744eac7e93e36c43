import { allOf, type Condition, equals } from '../../embedded/condition.ts';
import type { MonthFilter } from '../port.ts';

export function inMonths({ fromMonth, toMonth, department, item }: MonthFilter): Condition {
  return allOf([
    { sql: 'month BETWEEN ? AND ?', values: [fromMonth, toMonth] },
    equals('department', department),
    equals('item', item),
  ]);
}
