import type { RankedFragment } from '@etcetera/graphql-client';
import type { Decision } from '../../shared/review/review-state.js';
import type { CutLine } from './cut-line.js';

/** What the gallery and the table both show. */
export interface ResultView {
  readonly rows: readonly RankedFragment[];
  readonly cut: CutLine | null;
  /** A page on the way to the result: it may still change. */
  readonly provisional: boolean;
  /** Whether entities can be accepted and rejected here. */
  readonly reviewable: boolean;
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly activeId: string | undefined;
  readonly onActive: (id: string) => void;
  readonly onDecide: (id: string, decision: Decision | null) => void;
  readonly onOpen: (id: string) => void;
}
