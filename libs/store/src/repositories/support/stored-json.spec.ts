import fc from 'fast-check';
import { fromStoredJson, toStoredJson, toStoredJsonText, visibleText } from './stored-json.js';

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\u0000', '\ud800', '\udfff', '\ue000', '\\', 'u', '0', 'd', '"', '\n', '🦁'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

describe('stored JSON', () => {
  it('gives every value back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), anyText, anyText, (value, key, text) => {
        const whole = { value, list: [text, { [`k${key}`]: text }] };
        expect(fromStoredJson(JSON.parse(toStoredJsonText(whole)))).toEqual(JSON.parse(JSON.stringify(whole)));
      }),
    );
  });

  it('holds neither U+0000 nor half a surrogate pair', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = toStoredJson(text);
        expect(stored).not.toContain('\u0000');
        expect(stored).not.toMatch(/[\ud800-\udfff]/u);
      }),
    );
  });

  it('leaves ordinary text as it is, also where it spells out an escape', () => {
    expect(toStoredJsonText({ text: 'C:\\u0000 🦁' })).toBe(JSON.stringify({ text: 'C:\\u0000 🦁' }));
  });
});

describe('visibleText', () => {
  it('shows what a text column cannot hold', () => {
    expect(visibleText('a\u0000b\ud800c🦁')).toBe('a\u2400b\ufffdc🦁');
  });
});
