import { costMicroUsd, defaultPriceTable, parsePriceTable } from './price-table.js';

const usage = { promptTokens: 1_000_000, completionTokens: 500_000 };

describe('costMicroUsd', () => {
  it('multiplies tokens by the list price', () => {
    // 1 M × $0.15 + 0.5 M × $0.60 = $0.45
    expect(costMicroUsd(usage, { model: 'gpt-4o-mini', host: 'api.openai.com' })).toBe(450_000);
  });

  it('rounds up to whole micro-dollars and not beyond', () => {
    expect(costMicroUsd({ promptTokens: 1, completionTokens: 0 }, { model: 'gpt-4o-mini', host: 'api.openai.com' })).toBe(1);
    expect(costMicroUsd({ promptTokens: 30, completionTokens: 0 }, { model: 'gpt-4.1-nano', host: 'api.openai.com' })).toBe(3);
  });

  it.each([
    { model: 'a-model-nobody-knows', host: 'api.openai.com' },
    { model: 'gpt-4o-mini-2024-07-18', host: 'api.openai.com' },
    { model: 'gpt-4o-mini', host: 'proxy.example.org' },
  ])('does not know the price of %j, and says null instead of 0', (model) => {
    expect(costMicroUsd(usage, model)).toBeNull();
    expect(costMicroUsd({ promptTokens: 0, completionTokens: 0 }, model)).toBeNull();
  });

  it('uses the table that it is given', () => {
    const table = parsePriceTable({
      asOf: '2026-01-01',
      source: 'contract',
      unit: 'x',
      prices: [{ host: 'h', model: 'm', prompt: 1, completion: 2 }],
    });
    expect(costMicroUsd({ promptTokens: 3, completionTokens: 4 }, { model: 'm', host: 'h' }, table)).toBe(11);
  });
});

describe('parsePriceTable', () => {
  it('demands a date and a source', () => {
    expect(() => parsePriceTable({ ...defaultPriceTable, asOf: 'lately' })).toThrow('asOf');
    expect(() => parsePriceTable({ ...defaultPriceTable, source: '' })).toThrow('source');
  });

  it('refuses a negative price', () => {
    const prices = [{ host: 'h', model: 'm', prompt: -1, completion: 0 }];
    expect(() => parsePriceTable({ ...defaultPriceTable, prices })).toThrow('prompt');
  });

  it('ships every model once', () => {
    const keys = defaultPriceTable.prices.map(({ host, model }) => `${host} ${model}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
