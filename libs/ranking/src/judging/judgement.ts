import type { JudgementOutcome } from './list-judge.js';

/** One answer about one short list, as aggregators and procedures use it. */
export interface Judgement {
  /** The members in the order in which the judge saw them. */
  readonly shownIds: readonly string[];
  /** Those that the judge ranked, best first; a part of `shownIds`. Empty for `none-belong` and `malformed`. */
  readonly rankedIds: readonly string[];
  /** A `partial` judgement counts only for what it ranked, `none-belong` puts every shown member last, `malformed` counts for nobody. */
  readonly outcome: JudgementOutcome;
}
