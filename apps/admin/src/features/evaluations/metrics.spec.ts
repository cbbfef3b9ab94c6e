import { formatMetric, metricLabel, metricNames, metricOf } from './metrics.js';

const measured = (...names: string[]) => ({ metrics: names.map((name, i) => ({ name, value: i / 10 })) });

describe('metrics', () => {
  it('are found whatever the case of their name', () => {
    expect(metricOf(measured('map@10', 'P@10'), 'MAP@10')).toBe(0);
    expect(metricOf(measured('map@10'), 'map@20')).toBeUndefined();
  });

  it('are ordered by kind and then by cut-off as a number', () => {
    expect(metricNames([measured('hits@10', 'p@100', 'p@20', 'map@10'), measured('map@100', 'map@20', 'pool-recall')])).toEqual([
      'map@10',
      'map@20',
      'map@100',
      'p@20',
      'p@100',
      'hits@10',
      'pool-recall',
    ]);
  });

  it('are written as people write them', () => {
    expect([metricLabel('map@10'), metricLabel('p@5'), metricLabel('ndcg@10'), metricLabel('hits@10'), metricLabel('pool-recall')]).toEqual(
      ['MAP@10', 'P@5', 'nDCG@10', 'Hits@10', 'pool-recall'],
    );
    expect([formatMetric(0.56449), formatMetric(0.6), formatMetric(undefined)]).toEqual(['0.564', '0.600', '–']);
  });
});
