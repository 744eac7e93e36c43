/** What a department sent as an object; whatever is none has no properties. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}; // cast: it is an object
}
