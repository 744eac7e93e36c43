import { citizenIdCheckAgrees } from './citizen-id.ts';
import { PERSON_NOT_LOOKED_UP, resemblesCitizenId } from './citizen-id-shape.ts';
import { COMPARE, foreignPosition, lengthProblem, normaliseCode, textProblem } from './code-text.ts';
import { orgCheckAgrees } from './org-code.ts';
import { hasRegistrarPrefix } from './province-codes.ts';

export type UsccWarning = 'ORG_CHECK_WARN';

/** What {@link checkUscc} says. `uscc` is normalised; `orgCode` is its positions 9-17, `areaCode` its positions 3-8. */
export type UsccCheck =
  | {
      readonly kind: 'valid';
      readonly uscc: string;
      readonly orgCode: string;
      readonly areaCode: string;
      readonly warnings: readonly UsccWarning[];
    }
  | { readonly kind: 'invalid'; readonly problem: string };

export interface UsccOptions {
  /**
   * Whether a 6-digit area code was ever an area of registration. Without it only the province is checked. It must know
   * abolished areas and the development zones that register under a code of their own; 100000, the state, is not asked.
   */
  readonly isKnownArea?: (areaCode: string) => boolean;
}

/**
 * Checks a unified social credit code (统一社会信用代码, GB 32100-2015, structure, with Amendment 1 of 2016) after
 * normalising it. Length, characters, department and category, area and check character must be right. The check
 * character of the organisation code inside it is a warning only, as real organisations have codes that fail it.
 * `problem` says which position (from 1, of the trimmed input) is wrong and what to do, and never holds the input.
 *
 * Any one wrong character is found, and any two different characters swapped, neighbours or not. One exception is the
 * standard's: positions 1 and 18 have the same weight, so their swap is found only if positions 1 and 2 then name no
 * department and category.
 */
export function checkUscc(input: string, options: UsccOptions = {}): UsccCheck {
  const uscc = normaliseCode(input);
  const problem = textProblem(uscc) ?? usccProblem(uscc, options);
  if (problem !== null) return { kind: 'invalid', problem: resemblesCitizenId(uscc) ? PERSON_NOT_LOOKED_UP : problem };
  const orgCode = uscc.slice(8, 17);
  const isOrgCode = orgCheckAgrees(orgCode);
  if (!isOrgCode && isCitizenId(uscc)) return { kind: 'invalid', problem: PERSON_NOT_LOOKED_UP };
  return { kind: 'valid', uscc, orgCode, areaCode: uscc.slice(2, 8), warnings: isOrgCode ? [] : ['ORG_CHECK_WARN'] };
}

/**
 * True when the text is a valid code in the form in which codes are stored and compared: it passes {@link checkUscc}
 * and normalising does not change it. For what a person typed, use {@link checkUscc}, which gives the stored form.
 */
export function isUscc(text: string, options: UsccOptions = {}): boolean {
  const check = checkUscc(text, options);
  return check.kind === 'valid' && check.uscc === text;
}

/**
 * The check character for the first 17 characters (GB 32100-2015, rule of the check character).
 * @throws RangeError unless given 17 characters of the code's alphabet.
 */
export function usccCheckChar(first17: string): string {
  if (first17.length !== 17 || foreignPosition(first17, ALPHABET) !== null) {
    throw new RangeError('A unified social credit code begins with 17 characters of its alphabet.');
  }
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(first17.charAt(index)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** True when a normalised text begins, in positions 1-8, as a code does: department, category, digits, a province. */
export function beginsLikeUscc(text: string): boolean {
  return registrarProblem(text) === null && areaProblem(text) === null;
}

/** Digits and capital letters without I, O, S, V, Z; the index is the value (GB 32100-2015, table of characters). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** 3^(i - 1) mod 31 for the positions i = 1 to 17. */
const WEIGHTS: readonly number[] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * Position 1, the department that registers, and the categories that position 2 may hold under it.
 * Edition: GB 32100-2015 with Amendment 1 (2016), as public administrations reprint it; copied 2026-11.
 */
const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ['1', '1239'], // 机构编制: 机关, 事业单位, 编办直接管理机构编制的群众团体, 其他
  ['2', '19'], // 外交: 外国常驻新闻机构, 其他
  ['3', '123459'], // 司法行政: 律师执业机构, 公证处, 基层法律服务所, 司法鉴定机构, 仲裁委员会, 其他
  ['4', '19'], // 文化: 外国在华文化中心, 其他
  ['5', '1239'], // 民政: 社会团体, 民办非企业单位, 基金会, 其他
  ['6', '129'], // 旅游: 外国旅游部门常驻代表机构, 港澳台地区旅游部门常驻内地（大陆）代表机构, 其他
  ['7', '129'], // 宗教: 宗教活动场所, 宗教院校, 其他
  ['8', '19'], // 工会: 基层工会, 其他
  ['9', '123'], // 工商（市场监管）: 企业, 个体工商户, 农民专业合作社
  ['A', '19'], // 中央军委改革和编制办公室: 军队事业单位, 其他
  ['N', '1239'], // 农业农村: 组级, 村级, 乡镇级集体经济组织, 其他
  ['Y', '1'], // 其他
]);

function usccProblem(text: string, options: UsccOptions): string | null {
  return (
    lengthProblem(text, 18, 'a unified social credit code') ??
    alphabetProblem(text) ??
    registrarProblem(text) ??
    areaProblem(text) ??
    unknownAreaProblem(text, options) ??
    checkProblem(text)
  );
}

function alphabetProblem(text: string): string | null {
  const position = foreignPosition(text, ALPHABET);
  if (position === null) return null;
  return (
    `Position ${position} holds a character that no such code has: it has digits and capital letters other than ` +
    `I, O, S, V and Z. A letter O is often a zero, an I a one. ${COMPARE}`
  );
}

function registrarProblem(text: string): string | null {
  const categories = CATEGORIES.get(text.charAt(0));
  if (categories === undefined) {
    return `Position 1 is not a department that registers; it must be 1 to 9, A, N or Y. ${COMPARE}`;
  }
  if (text.length > 1 && categories.includes(text.charAt(1))) return null;
  return `Position 2 is not a category of the department at position 1; it must be ${oneOf(categories)}. ${COMPARE}`;
}

function oneOf(characters: string): string {
  return [...characters].join(', ').replace(/, (?=.$)/, ' or ');
}

function areaProblem(text: string): string | null {
  const areaCode = text.slice(2, 8);
  const position = foreignPosition(areaCode, '0123456789');
  if (position !== null) return `Position ${position + 2} must be a digit, as all of positions 3 to 8 are. ${COMPARE}`;
  return hasRegistrarPrefix(areaCode) ? null : `Positions 3 and 4 are not the code of a province. ${COMPARE}`;
}

function unknownAreaProblem(text: string, options: UsccOptions): string | null {
  const areaCode = text.slice(2, 8);
  if (areaCode === STATE_LEVEL || (options.isKnownArea?.(areaCode) ?? true)) return null;
  return `Positions 3 to 8 are not the code of an area that registers. ${COMPARE}`;
}

/** Registered by an authority of the state itself. It is no area, so tables of areas lack it. */
const STATE_LEVEL = '100000';

function checkProblem(text: string): string | null {
  const expected = usccCheckChar(text.slice(0, 17));
  if (expected === text.charAt(17)) return null;
  return (
    `Position 18, the check character, must be ${expected} for the 17 characters before it. ` +
    `Probably a character is mistyped or two are swapped. ${COMPARE}`
  );
}

/**
 * By chance one in thirty of some citizens' numbers passes mod 31. When a text is both, the organisation code inside
 * decides: it agrees in nearly every real code and in one of eleven such numbers.
 */
function isCitizenId(text: string): boolean {
  return resemblesCitizenId(text) && citizenIdCheckAgrees(text);
}
