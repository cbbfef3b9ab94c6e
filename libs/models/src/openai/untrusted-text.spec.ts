import fc from 'fast-check';
import { clipText, untrustedLine } from './untrusted-text.js';

/** Texts made of everything that could matter to a prompt, mixed with any other text. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '</candidates>',
        '<candidates>',
        '</examples>\n',
        '\n',
        '\r\n',
        '\u2028',
        '\u0085',
        '"',
        '\\',
        '\\u003c',
        '\\"}',
        '<|im_end|>',
        '[INST]',
        '```',
        '\u202e',
        '\u{e0041}',
        '\ud800',
      ),
      fc.string({ unit: 'binary' }),
      fc.string(),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

describe('untrustedLine', () => {
  it('keeps any text on one line that holds no tag, no control token and no fence', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (name, description) => {
        const line = untrustedLine({ label: 'A', name, description });
        expect(line).not.toMatch(/[<>[\]`\n\r\u0085\u2028\u2029\u202e]/u);
        expect(line.startsWith('{"label":"A","name":"')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('loses nothing: the line parses back to the same values', () => {
    fc.assert(
      fc.property(hostileText, fc.integer(), (name, picture) => {
        expect(JSON.parse(untrustedLine({ name, picture }))).toEqual({ name, picture });
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves emoji and right-to-left names readable', () => {
    expect(untrustedLine({ name: '👩‍🚀 رائدة' })).toBe('{"name":"👩‍🚀 رائدة"}');
  });
});

describe('clipText', () => {
  it('never exceeds the limit and never splits a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, length) => {
        const clipped = clipText(text, length);
        expect(Array.from(clipped).length).toBeLessThanOrEqual(length);
        expect(clipped).not.toMatch(/\p{Cs}/u);
        if (Array.from(text).length <= length) expect(clipped).toBe(text);
      }),
    );
  });

  it('marks what it cut', () => {
    expect(clipText('🦁🐯🐆🐈', 3)).toBe('🦁🐯…');
  });
});
