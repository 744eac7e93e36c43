/** What the Chinese end of a bilingual description says. */
export interface ChineseTitle {
  /** Name in Chinese; the whole description where it has one language only. */
  readonly name: string;
  /** Code of the standard in parentheses at the end, such as CF_SY; null where there is none. */
  readonly code: string | null;
}

/** The Chinese name at the end of a description such as "Facts of the violation. 违法事实 (CF_SY)". */
export function chineseTitle(description: string): ChineseTitle {
  const text = description.trim();
  const end = text.slice(text.lastIndexOf('. ') + 1).trim();
  const code = /^(.*\S)\s*\(([A-Z][A-Z0-9_]*)\)$/su.exec(end);
  return { name: code?.[1] ?? end, code: code?.[2] ?? null };
}
