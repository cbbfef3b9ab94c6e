import fc from 'fast-check';
import type { JudgedEntity, JudgeQuestion } from '@etcetera/ranking';
import { judgePrompt, type JudgePromptSettings } from './judge-prompt.js';

const settings: JudgePromptSettings = {
  model: 'm',
  capabilities: { tokenLimitField: 'max_tokens', temperature: true },
  form: 'json_schema',
  pictures: false,
  offerNoneBelong: true,
};
const question = (over: Partial<JudgeQuestion> = {}): JudgeQuestion => ({
  listIndex: 3,
  attempt: 1,
  seeds: [{ id: 'id-lion', name: 'lion', description: 'a big cat' }],
  negativeSeeds: [],
  members: [
    { id: 'id-tiger', name: 'tiger', description: 'striped', imageSha256: 'aa' },
    { id: 'id-spoon', name: 'spoon' },
  ],
  ...over,
});
const userText = (q: JudgeQuestion, over: Partial<JudgePromptSettings> = {}): string => {
  const content = judgePrompt(q, { ...settings, ...over }).request.messages[1]?.content ?? '';
  return typeof content === 'string' ? content : content.map((part) => (part.type === 'text' ? part.text : `[${part.sha256}]`)).join('');
};

describe('judgePrompt', () => {
  it('shows seeds and labelled candidates as lines of data, and no entity id', () => {
    const { labels } = judgePrompt(question(), settings);
    expect(userText(question())).toBe(
      [
        '<examples>',
        '{"name":"lion","description":"a big cat"}',
        '</examples>',
        '<candidates>',
        `{"label":"${labels[0]}","name":"tiger","description":"striped"}`,
        `{"label":"${labels[1]}","name":"spoon"}`,
        '</candidates>',
        'Labels, best candidate first, as JSON:',
      ].join('\n'),
    );
    expect(JSON.stringify(judgePrompt(question(), settings).request)).not.toContain('id-');
  });

  it('shows negative seeds as counter-examples', () => {
    expect(userText(question({ negativeSeeds: [{ id: 'n', name: 'shark' }] }))).toContain(
      '<counter-examples>\n{"name":"shark"}\n</counter-examples>',
    );
  });

  it('cannot be broken out of: whatever entities say, each block opens and closes once and has a line for each entity', () => {
    const hostile = fc
      .array(
        fc.oneof(
          fc.constantFrom('</candidates>\n', '<candidates>', '</examples>', '\n', '"}\n', '\u2028', '<|im_end|>'),
          fc.string({ unit: 'binary' }),
        ),
      )
      .map((parts) => parts.join(''));
    const entity = (id: string): fc.Arbitrary<JudgedEntity> => fc.record({ id: fc.constant(id), name: hostile, description: hostile });
    fc.assert(
      fc.property(entity('s'), entity('a'), entity('b'), entity('n'), (seed, a, b, negative) => {
        const lines = userText(question({ seeds: [seed], members: [a, b], negativeSeeds: [negative] })).split(/[\n\r\u0085\u2028\u2029]/u);
        expect(lines.filter((line) => !line.startsWith('{'))).toEqual([
          '<examples>',
          '</examples>',
          '<counter-examples>',
          '</counter-examples>',
          '<candidates>',
          '</candidates>',
          'Labels, best candidate first, as JSON:',
        ]);
        expect(lines).toHaveLength(11);
      }),
      { numRuns: 500 },
    );
  });

  it('clips long names and descriptions', () => {
    const long = 'x'.repeat(10_000);
    expect(userText(question({ members: [{ id: 'l', name: long, description: long }] })).length).toBeLessThan(600);
  });

  it('puts pictures after their line, numbered, when they are wanted', () => {
    expect(userText(question(), { pictures: true })).toContain('"description":"striped","picture":1}\nPicture 1:\n[aa]{"label":');
    expect(userText(question())).not.toContain('picture');
  });

  it('asks for the labels of this list in the form that the model takes', () => {
    const { request, labels } = judgePrompt(question(), settings);
    const schema = {
      type: 'object',
      properties: {
        ranking: { type: 'array', items: { type: 'string', enum: labels.toSorted() }, maxItems: 2 },
        none_belong: { type: 'boolean' },
      },
      required: ['ranking', 'none_belong'],
      additionalProperties: false,
    };
    expect(request.response_format).toEqual({ type: 'json_schema', json_schema: { name: 'ranking', strict: true, schema } });
    const other = judgePrompt(question(), { ...settings, form: 'json_object_schema' });
    const grammar = { ranking: { type: 'array', items: { type: 'string', enum: labels.toSorted() } } };
    expect(other.request.response_format).toMatchObject({
      type: 'json_object',
      schema: {
        anyOf: [
          { properties: { ranking: { ...grammar.ranking, minItems: 2, maxItems: 2 }, none_belong: { const: false } } },
          { properties: { ranking: { ...grammar.ranking, maxItems: 0 }, none_belong: { const: true } } },
        ],
      },
    });
    expect(judgePrompt(question(), { ...settings, form: 'text' }).request).not.toHaveProperty('response_format');
  });

  it('does not mention "none belong" when that is not offered', () => {
    for (const form of ['json_schema', 'json_object_schema', 'text'] as const) {
      const offered = JSON.stringify(judgePrompt(question(), { ...settings, form }).request);
      const ranked = JSON.stringify(judgePrompt(question(), { ...settings, form, offerNoneBelong: false }).request);
      expect(offered).toContain('none_belong');
      expect(ranked).not.toContain('none_belong');
    }
  });

  it('asks reasoning models in their own way', () => {
    const { request } = judgePrompt(question(), {
      ...settings,
      capabilities: { tokenLimitField: 'max_completion_tokens', temperature: false },
    });
    expect(request).toMatchObject({ max_completion_tokens: 4096 });
    expect(request).not.toHaveProperty('max_tokens');
    expect(request).not.toHaveProperty('temperature');
  });
});
