/** An instant as clocks in the city show it: YYYY-MM-DD HH:MM. */
export function cityTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
