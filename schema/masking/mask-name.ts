import { HIDDEN, keepEnds } from './hidden.ts';

/** What stands between the parts of a name, as a pattern: the dot of transcribed names in its several encodings, spaces, marks. */
export const NAME_SEPARATOR = "[·•・‧∙⋅.\\s\\p{Pd}'’]";

const SEPARATORS = new RegExp(NAME_SEPARATOR, 'u');

/**
 * Keeps the surname: the first character, or two where they are a compound surname (复姓) and something follows them. Of
 * names with a dot (买买提·吐尔逊) and of names in letters, which do not begin with a surname, the first character is kept;
 * dots and spaces stay, so that one sees what kind of name it is. A single character is hidden.
 *
 * Names of organisations are masked like any other text: whose name a value is, is not told from the value, but decided by
 * whoever masks.
 */
export function maskName(text: string, compoundSurnames: ReadonlySet<string>): string {
  const name = text.normalize('NFKC').trim();
  const characters = [...name];
  if (characters.length <= 1) return HIDDEN.repeat(characters.length);
  if (!SEPARATORS.test(name)) return keepEnds(name, surnameLength(characters, compoundSurnames), 0);
  return characters
    .map((character, index) => (index === 0 || SEPARATORS.test(character) ? character : HIDDEN))
    .join('');
}

function surnameLength(characters: readonly string[], compoundSurnames: ReadonlySet<string>): number {
  const isCompound = characters.length > 2 && compoundSurnames.has(characters.slice(0, 2).join(''));
  return isCompound ? 2 : 1;
}
