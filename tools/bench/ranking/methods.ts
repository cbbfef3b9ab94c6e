import {
  acuRank,
  blitzRank,
  winRate,
  focusedRounds,
  heapSort,
  jointRank,
  shuffledBatches,
  singleList,
  slidingWindow,
  tourRank,
  tsSetRank,
  type StartProcedure,
} from '@etcetera/ranking';

/** A way to rank that is measured. */
export interface Method {
  readonly name: string;
  /** `fixed` ones plan their lists without looking at answers, or follow one fixed scheme; `adaptive` ones decide by a belief. */
  readonly kind: 'ours' | 'fixed' | 'adaptive';
  readonly start: StartProcedure;
}

/** All with the same judge, candidates, list length and calls. */
export const METHODS: readonly Method[] = [
  { name: 'focused rounds (ours)', kind: 'ours', start: focusedRounds() },
  { name: 'sliding window', kind: 'fixed', start: slidingWindow() },
  { name: 'TourRank', kind: 'fixed', start: tourRank() },
  { name: 'JointRank, PageRank', kind: 'fixed', start: jointRank() },
  { name: 'JointRank, win rate', kind: 'fixed', start: jointRank({ aggregator: winRate }) },
  { name: 'shuffled batches', kind: 'fixed', start: shuffledBatches() },
  { name: 'single long list', kind: 'fixed', start: singleList() },
  { name: 'pairwise heap sort', kind: 'fixed', start: heapSort({ bothOrders: false }) },
  { name: 'AcuRank', kind: 'adaptive', start: acuRank() },
  { name: 'BlitzRank', kind: 'adaptive', start: blitzRank() },
  { name: 'TS-SetRank', kind: 'adaptive', start: tsSetRank() },
];
