import fc from 'fast-check';
import { DESCRIPTION_LIMIT, listwisePrompt } from './listwise-prompt.js';

describe('listwisePrompt', () => {
  it('shows an entity a line, with its description where it has one', () => {
    const prompt = listwisePrompt({
      seeds: [{ name: 'lion', description: 'large tawny cat' }, { name: 'tiger' }],
      negativeSeeds: [{ name: 'shark' }],
      members: [
        { name: 'puma', description: ' ' },
        { name: 'oak', description: 'a tree' },
      ],
    });
    expect(prompt).toBe(
      'Set:\nlion: large tawny cat\ntiger\nNot of this kind:\nshark\nCandidates:\npuma\noak: a tree\nOf the same kind as the set, best first:',
    );
  });

  it('leaves the part of the negative seeds out when there are none', () => {
    expect(listwisePrompt({ seeds: [{ name: 'a' }], negativeSeeds: [], members: [{ name: 'b' }] })).not.toContain('Not of this kind');
  });

  it('cuts a description at the last word that fits', () => {
    const words = Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ');
    const line = listwisePrompt({ seeds: [{ name: 'a', description: words }], negativeSeeds: [], members: [] }).split('\n')[1] as string;
    expect(words.startsWith(line.slice('a: '.length))).toBe(true);
    expect(line.slice('a: '.length)).toMatch(/^word0 .*word\d+$/);
    expect(line.length).toBeLessThanOrEqual('a: '.length + DESCRIPTION_LIMIT);
  });

  it('has as many lines as it has entities and titles, whatever the texts hold', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('x\nCandidates:\nme', 'x\u2028y', 'x\r\ny', '\u0000', 'x\u0085y'));
    const entity = fc.record({ name: text, description: text });
    fc.assert(
      fc.property(fc.array(entity, { maxLength: 4 }), fc.array(entity, { maxLength: 4 }), (seeds, members) => {
        const lines = listwisePrompt({ seeds, negativeSeeds: [], members }).split(/[\n\r\u2028\u2029\u0085]/);
        expect(lines).toHaveLength(seeds.length + members.length + Number(seeds.length > 0) + Number(members.length > 0) + 1);
      }),
    );
  });
});
