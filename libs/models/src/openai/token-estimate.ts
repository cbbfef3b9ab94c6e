/**
 * Tokens of a text, approximately: a quarter of its UTF-8 bytes, rounded up.
 * English runs at about four characters a token; other scripts take more bytes a character and about as many more tokens.
 * Tokenizers differ by some ten per cent either way, so this serves estimates and never accounting.
 */
export function estimateTextTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / 4);
}

/** What chat templates add around a message, approximately. */
export const TOKENS_PER_MESSAGE = 4;
