/** Longest row: bytes of a line as it arrives, characters of the cells of a row where it is no line. */
export const MAX_ROW_LENGTH = 1024 * 1024;

/** Longest cell, in characters (UTF-16 units); a spreadsheet holds half as many. */
export const MAX_CELL_LENGTH = 64 * 1024;

/** Most columns. The longest catalogue item has about forty. */
export const MAX_COLUMNS = 512;
