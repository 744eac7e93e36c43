/**
 * The 2-digit codes of the province level in GB/T 2260, which have not lost a member since 1980 (46 was added in 1988,
 * 50 in 1997, 81 and 82 with Hong Kong and Macau). As of 2026-11.
 */
const PROVINCES: ReadonlySet<string> = new Set(
  ('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 ' + '50 51 52 53 54 61 62 63 64 65 71 81 82').split(
    ' ',
  ),
);

/** True when an area code begins with the code of a province, or with 10, which registers at the level of the state. */
export function hasRegistrarPrefix(areaCode: string): boolean {
  const prefix = areaCode.slice(0, 2);
  return prefix === '10' || PROVINCES.has(prefix);
}

/**
 * True when an area code begins with the code of a province, or with 83, under which residence permits give a citizen
 * identity number to residents of Taiwan (国办发〔2018〕81号; their compatriots of Hong Kong and Macau have 81 and 82).
 */
export function hasCitizenPrefix(areaCode: string): boolean {
  const prefix = areaCode.slice(0, 2);
  return prefix === '83' || PROVINCES.has(prefix);
}
