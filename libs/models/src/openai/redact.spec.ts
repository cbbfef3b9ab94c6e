import fc from 'fast-check';
import { oneLine, secretRedactor } from './redact.js';

describe('secretRedactor', () => {
  it('leaves no spelling of the secret in any text', () => {
    const secret = fc.string({ minLength: 8, unit: 'grapheme-ascii' }).filter((s) => s.trim().length >= 8 && !'[key]'.includes(s));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
        const redact = secretRedactor(key);
        for (const spelling of [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), Buffer.from(key).toString('base64')]) {
          expect(redact(`${before} ${spelling} ${after}`)).not.toContain(key);
        }
      }),
    );
  });

  it('changes nothing when there is no secret', () => {
    expect(secretRedactor(undefined)('plain')).toBe('plain');
    expect(secretRedactor('')('plain')).toBe('plain');
  });
});

describe('oneLine', () => {
  it('folds control characters and clips', () => {
    expect(oneLine('a\n\tb\u0000\u2028c  d', 5)).toBe('a b c…');
  });
});
