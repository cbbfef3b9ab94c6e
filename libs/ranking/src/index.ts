export type * from './search/token-model.js';
export type * from './judging/list-judge.js';
