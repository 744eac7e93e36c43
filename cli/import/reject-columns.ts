/** Columns in front of a reject file: row, rule, field, problem, advice. A file that begins with them is read without them. */
export const REJECT_COLUMNS = ['行号', '规则', '字段', '问题', '修改建议'] as const;

/** Number of columns that say why rows were refused: all of them in front, in their order, or none. */
export function rejectColumnsOf(header: readonly string[]): number {
  return REJECT_COLUMNS.every((name, index) => header[index] === name) ? REJECT_COLUMNS.length : 0;
}
