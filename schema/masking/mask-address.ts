import { HIDDEN_PART } from './hidden.ts';

/** Ends the name of a street or village. 街道 is an area, and 路口 a place on a street. */
const STREET = /^.+?(?:路(?!口)|街(?!道)|大道|巷|胡同|村|屯)/u;

/** The smallest area that an address without a street names. 小区 and their like are groups of houses, and 市场 is a market. */
const AREA = /^.*(?:省|市(?!场)|盟|(?<![小社园校厂])区|县|旗|镇|乡|街道)/u;

/**
 * An address down to its street or village, which is the first one that it names; where it names none, down to its smallest
 * area. What follows is hidden, even where nothing does: whether there is a number is not told either.
 */
export function maskAddress(text: string): string {
  const address = text.normalize('NFKC').trim();
  const [kept = ''] = STREET.exec(address) ?? AREA.exec(address.replace(/\d.*$/su, '')) ?? [];
  return kept + HIDDEN_PART;
}
