import { Lexer, Source, TokenKind } from 'graphql';

/** What can be counted in a query before it is parsed. */
export interface TextFigures {
  readonly tokens: number;
  /** Deepest brackets of any kind within brackets. */
  readonly nesting: number;
  readonly aliases: number;
  readonly directives: number;
  /** Deepest lists and objects within one another in arguments. */
  readonly inputDepth: number;
}

/**
 * Counts in one pass over the tokens, so that the parser, which is recursive, is never given what would overflow its stack
 * (some 1,500 brackets do). Counting ends with the first token beyond `maxTokens`. Null where the text has a character
 * sequence that is no token.
 */
export function textFigures(text: string, maxTokens: number): TextFigures | null {
  const lexer = new Lexer(new Source(text));
  const count = new TextCount();
  try {
    while (count.tokens <= maxTokens && lexer.advance().kind !== TokenKind.EOF) count.add(lexer.token.kind);
  } catch {
    return null; // the lexer throws syntax errors only, and the parser will say where
  }
  return count;
}

class TextCount implements TextFigures {
  tokens = 0;
  nesting = 0;
  aliases = 0;
  directives = 0;
  inputDepth = 0;
  #open = 0;
  /** Brackets open where arguments began; undefined outside of them. */
  #outside: number | undefined;

  add(kind: TokenKind): void {
    this.tokens += 1;
    switch (kind) {
      case TokenKind.PAREN_L:
        this.#opened();
        this.#outside = this.#open;
        break;
      case TokenKind.BRACE_L:
      case TokenKind.BRACKET_L:
        this.#opened();
        break;
      case TokenKind.PAREN_R:
        this.#outside = undefined;
        this.#open -= 1;
        break;
      case TokenKind.BRACE_R:
      case TokenKind.BRACKET_R:
        this.#open -= 1;
        break;
      case TokenKind.COLON:
        if (this.#outside === undefined) this.aliases += 1; // all other colons stand in parentheses
        break;
      case TokenKind.AT:
        this.directives += 1;
        break;
    }
  }

  #opened(): void {
    this.#open += 1;
    if (this.#open > this.nesting) this.nesting = this.#open;
    const inputDepth = this.#outside === undefined ? 0 : this.#open - this.#outside;
    if (inputDepth > this.inputDepth) this.inputDepth = inputDepth;
  }
}
