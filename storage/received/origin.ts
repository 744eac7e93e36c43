/** Where records come from: the platform above, one below, or another city's. The last two are named by their area (GB/T 2260). */
const ORIGIN = /^(upstream|(?:downstream|peer):\d{6})$/;

/** Whether the text names an origin of received records. */
export function isOrigin(text: string): boolean {
  return ORIGIN.test(text);
}
