import { parseSearch, stringifySearch } from '../../app/search-codec.js';
import { type ExpandSearch, parseExpandSearch, searchFromRun, toExpandInput } from './expand-search.js';

const CONFIG = {
  preset: 'quick',
  candidateCount: 60,
  listLength: 10,
  listsPerCandidate: 2,
  judgeWeight: 0.3,
  negativeWeight: 1,
  seed: 7,
  channelWeights: { 'language-model': 1, embedding: 0.5, text: 0 },
};
const RUN = {
  id: 'run-1',
  method: 'LUSAR' as const,
  config: CONFIG,
  base: { slug: 'openmoji' },
  seeds: [{ id: 'a' }, { id: 'b' }],
  negativeSeeds: [],
};

describe('the address of the Expand page', () => {
  it('survives being shared: what is written is read back', () => {
    const search: ExpandSearch = {
      base: 'openmoji',
      seeds: ['lion', 'T-shirt, red'],
      not: ['shark'],
      method: 'LUSAR',
      preset: 'QUICK',
      k: 40,
      judge: 0.25,
      view: 'table',
      run: 'r1',
    };
    expect(parseExpandSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });

  it('ignores numbers that no run could take', () => {
    expect(parseExpandSearch({ k: '12.5', r: '-1', judge: '0.5', l: 'ten', rng: '3' })).toEqual({ judge: 0.5, rng: 3 });
  });

  it('ignores methods and views that do not exist', () => {
    expect(parseExpandSearch({ method: 'MAGIC', preset: 'quick', view: '3d', seeds: '' })).toEqual({});
  });
});

describe('the request', () => {
  it('leaves everything that is not set to the server', () => {
    expect(toExpandInput({ seeds: ['lion'], run: 'r1', view: 'table' })).toEqual({ seeds: ['lion'] });
  });

  it('names the advanced numbers as the schema does', () => {
    expect(toExpandInput({ seeds: ['lion'], not: ['shark'], k: 40, lm: 0, rng: 3 })).toEqual({
      seeds: ['lion'],
      negativeSeeds: ['shark'],
      overrides: { candidateCount: 40, languageModelWeight: 0, seed: 3 },
    });
  });
});

describe('filling the form from a run', () => {
  it('takes the stored numbers when the run is to be repeated exactly', () => {
    expect(searchFromRun(RUN, true)).toEqual({
      base: 'openmoji',
      seeds: ['a', 'b'],
      method: 'LUSAR',
      preset: 'QUICK',
      k: 60,
      l: 10,
      r: 2,
      lm: 1,
      emb: 0.5,
      text: 0,
      judge: 0.3,
      negative: 1,
      rng: 7,
    });
  });

  it('shows just the choices a person made when the run is only looked at', () => {
    expect(searchFromRun(RUN, false)).toEqual({ base: 'openmoji', seeds: ['a', 'b'], method: 'LUSAR', preset: 'QUICK' });
  });

  it('copes with a config that it does not know', () => {
    expect(searchFromRun({ ...RUN, config: null }, true)).toEqual({ base: 'openmoji', seeds: ['a', 'b'], method: 'LUSAR' });
  });
});
