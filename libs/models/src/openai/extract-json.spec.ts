import fc from 'fast-check';
import { extractJson } from './extract-json.js';

const answer = { ranking: ['B', 'A'], none_belong: false };
const json = JSON.stringify(answer);

describe('extractJson', () => {
  it('takes plain JSON without a remark', () => {
    expect(extractJson(` ${json}\n`)).toEqual({ value: answer, notes: [] });
  });

  it.each([
    ['<think>First {"ranking": ["X"]} comes to mind.</think>', '', []],
    ['reasoning whose start stands in the template</think>\n', '', []],
    ['```json\n', '\n```', ['a code fence stands around the JSON']],
    ['Here you are:\n```\n', '```\nAnything else?', ['a code fence stands around the JSON']],
    ['My answer is ', ' as asked {really}.', ['other text stands around the JSON']],
    ['First {"ranking": ["A"]}, no: ', '', ['other text stands around the JSON']],
  ])('finds the JSON after %j and before %j', (before, after, notes) => {
    expect(extractJson(`${before}${json}${after}`)).toEqual({ value: answer, notes });
  });

  it.each(['', 'I cannot do that.', '"A, B"', '42', json.slice(0, -1), '{"ranking": ["A"'])('finds nothing in %j and says so', (text) => {
    expect(extractJson(text)).toEqual({ value: undefined, notes: ['there is no JSON in the answer'] });
  });

  it('does not take half a thought for an answer', () => {
    expect(extractJson(`<think>Maybe ${json}`)).toEqual({ value: undefined, notes: ['the answer ends inside its reasoning'] });
  });

  it('is not misled by brackets inside strings', () => {
    const tricky = { ranking: ['}]{'], none_belong: true };
    expect(extractJson(`So: ${JSON.stringify(tricky)} done`).value).toEqual(tricky);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{', '}', '[', ']', '"', '\\', '```', '<think>', '</think>', 'a', ':', ',', json)), (parts) => {
        const { value, notes } = extractJson(parts.join(''));
        if (value === undefined) expect(notes).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });
});
