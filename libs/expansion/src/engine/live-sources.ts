import type { ListJudge, TokenModel } from '@etcetera/ranking';
import type { EntityTexts, NeighbourSource, PriorStore, TextSource } from '../ports/sources.js';

/** Everything a live run may ask. What is undefined is not to be had, and the run says so. */
export interface LiveSources {
  readonly tokenModel: TokenModel | undefined;
  readonly judge: ListJudge | undefined;
  readonly neighbours: NeighbourSource;
  readonly text: TextSource;
  readonly texts: EntityTexts;
  readonly priors: PriorStore;
}
