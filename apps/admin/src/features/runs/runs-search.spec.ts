import { parseRunSearch, parseRunsSearch, toFilter } from './runs-search.js';

describe('the address of the Runs pages', () => {
  it('keeps the conditions that exist and drops the others', () => {
    expect(parseRunsSearch({ status: ['FAILED', 'LOST'], method: 'LUSAR', text: ' lion ' })).toEqual({
      status: ['FAILED'],
      method: ['LUSAR'],
      text: 'lion',
    });
    expect(parseRunsSearch({ status: 'nothing', text: '' })).toEqual({});
  });

  it('asks for the whole list when there is no condition', () => {
    expect(toFilter({})).toBeNull();
    expect(toFilter({ text: 'lion' })).toEqual({ text: 'lion' });
  });

  it('opens the tab and the call it names', () => {
    expect(parseRunSearch({ tab: 'calls', call: 'ab12' })).toEqual({ tab: 'calls', call: 'ab12' });
    expect(parseRunSearch({ tab: 'secrets' })).toEqual({});
  });
});
