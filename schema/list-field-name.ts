/** Name of the list field of a record type: `MarketPenalty` → `marketPenalties`. */
export function listFieldName(typeName: string): string {
  return plural(typeName.charAt(0).toLowerCase() + typeName.slice(1));
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return `${word}s`;
}
