/** Headers of every page that a browser shows: it loads nothing from anywhere, and runs nothing. */
export const PAGE_HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
} as const;
