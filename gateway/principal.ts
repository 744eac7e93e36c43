/** Who asks. */
export type Principal =
  /** The public: no token was sent. */
  | { readonly kind: 'anonymous' }
  /** The bearer of a verified token. */
  | {
      readonly kind: 'bearer';
      /** Subject of the token: the application, platform or person. */
      readonly id: string;
      readonly scopes: readonly string[];
      readonly claims: Readonly<Record<string, unknown>>;
    };

/** The public. */
export const ANONYMOUS: Principal = { kind: 'anonymous' };
