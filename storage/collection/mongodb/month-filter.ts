import type { MonthFilter } from '../port.ts';

export function inMonths({ fromMonth, toMonth, department, item }: MonthFilter) {
  return {
    month: { $gte: fromMonth, $lte: toMonth },
    ...(department === undefined ? {} : { department }),
    ...(item === undefined ? {} : { item }),
  };
}
