import type { Judgement } from '../judging/judgement.js';
import { RankingError, requireWhole } from '../ranking-error.js';
import { createPrng, type Prng } from '../random/prng.js';
import { MeanPlaces, OutcomeCount, requireTask } from './procedure-rules.js';
import type { Procedure, RankingTask, Round, StartProcedure } from './procedure.js';
import { elbowOf } from './shuffled-batches-elbow.js';
import { batchCount, coverable, Shuffler } from './shuffled-batches-shuffler.js';
import { Stability } from './shuffled-batches-stability.js';

export interface ShuffledBatchesOptions {
  /**
   * False (default): a number of shuffles that is known beforehand, then the first `refinementRatio` of the order are refined, as raink does.
   * True: shuffle by shuffle until the elbow (or the whole order) is stable, then what lies before the elbow is refined, as siftrank does.
   * At the same calls the first is the better one (see the page of the method): the second is for when calls are to be saved.
   */
  readonly earlyStop?: boolean;
  /** The most shuffles on one level of refinement: 50 by default, without `earlyStop` as many as the calls allow on all levels. */
  readonly shuffles?: number;
  /** Shuffles before stability is first looked at (5), and looks in a row that must agree (5, at least 2). */
  readonly minShuffles?: number;
  readonly stableShuffles?: number;
  /** By how much of the number of candidates the elbow may move and still count as stable: 0.05, in [0, 1); always by one place. */
  readonly elbowTolerance?: number;
  /** The part that is refined without `earlyStop`, and where no elbow has been seen: 0.5, in [0, 1). 0 refines nothing. */
  readonly refinementRatio?: number;
}

/**
 * Shuffled batches (siftrank): the candidates are shuffled and cut into batches of L, again and again; they rank by their mean place in the
 * batches. The top part is then refined in the same way among itself, and the top part of that, down to two.
 *
 * A shuffle of m candidates is ⌊m / L⌋ calls, at least one; who is left out of one shuffle comes into the next. With early stop each
 * shuffle is a round, without it all shuffles of a level are. Calls: n / L · shuffles on the first level and about as many again below it.
 * The head of the order is shuffled when the calls do not cover all once, and (without early stop) the levels below down to a single batch.
 *
 * A partial judgement counts for those it ranked, among themselves; one that says that none belong puts its members last; a malformed one
 * counts for nobody. Who was in no judged batch keeps the place that the level found it in; so do ties.
 *
 * Source: siftrank and raink (noperator/siftrank, defaults of September 2026; SiftRank, arXiv 2512.06155), which ask again until an answer is complete.
 * O(calls · L + shuffles · n log n).
 */
export function shuffledBatches(options: ShuffledBatchesOptions = {}): StartProcedure {
  const settings = { ...DEFAULTS, ...options };
  requireWhole('shuffles', settings.shuffles ?? 1, 1);
  requireWhole('minShuffles', settings.minShuffles, 1);
  requireWhole('stableShuffles', settings.stableShuffles, 2);
  requireShare('elbowTolerance', settings.elbowTolerance);
  requireShare('refinementRatio', settings.refinementRatio);
  return (task) => {
    requireTask(task);
    return sift(task, settings);
  };
}

const DEFAULTS = { earlyStop: false, minShuffles: 5, stableShuffles: 5, elbowTolerance: 0.05, refinementRatio: 0.5 };
type Settings = typeof DEFAULTS & ShuffledBatchesOptions;

function* sift(task: RankingTask, settings: Settings): Procedure {
  const { candidates, listLength } = task;
  const outcomes = new OutcomeCount();
  const notes: string[] = [];
  const level = settings.earlyStop ? untilStable : allAtOnce;
  const prng = createPrng(task.seed);

  let order: readonly string[] = candidates;
  let left = task.maxCalls;
  let size = candidates.length;
  let wentShort = false;
  while (size > 1 && left > 0) {
    const covered = settings.earlyStop ? Math.min(size, left * listLength) : coverable(size, left, listLength, settings.refinementRatio);
    if (covered < size) notes.push(`The calls left covered the first ${covered} of ${size} candidates of a level.`);
    const result = yield* level({ members: order.slice(0, covered), listLength, calls: left, settings, prng, outcomes });
    order = [...result.order, ...order.slice(covered)];
    left -= result.calls;
    wentShort ||= covered < size || result.wentShort;
    size = result.cutoff < 2 || result.cutoff >= covered ? 0 : result.cutoff;
  }
  return { order, endedBy: size > 1 || wentShort ? 'calls' : 'done', notes: [...notes, ...outcomes.notes(MEANING)] };
}

interface Level {
  readonly order: readonly string[];
  readonly calls: number;
  /** How many of the first are refined; fewer than two: none. */
  readonly cutoff: number;
  /** Whether the calls, and not its own rule, ended it. */
  readonly wentShort: boolean;
}

interface LevelInput {
  readonly members: readonly string[];
  readonly listLength: number;
  readonly calls: number;
  readonly settings: Settings;
  readonly prng: Prng;
  readonly outcomes: OutcomeCount;
}

type LevelRun = Generator<Round, Level, readonly Judgement[]>;

/** siftrank: a round for each shuffle, until the elbow stays within the tolerance or the order stays the same, or the most shuffles are done. */
function* untilStable({ members, listLength, calls, settings, prng, outcomes }: LevelInput): LevelRun {
  const shuffler = new Shuffler(members, listLength, prng);
  const wanted = settings.shuffles ?? SIFTRANK_SHUFFLES;
  const most = Math.min(wanted, Math.floor(calls / shuffler.batches));
  const tolerance = Math.max(1, Math.floor(settings.elbowTolerance * members.length));
  const stability = new Stability(settings.stableShuffles, tolerance);
  const places = new MeanPlaces();
  let done = 0;
  while (done < most && !stability.isReached()) {
    const judgements: readonly Judgement[] = yield shuffler.next();
    outcomes.add(judgements);
    for (const judgement of judgements) places.add(judgement);
    done++;
    if (done >= settings.minShuffles) stability.add(places.sort(members), elbowOf(places.sorted(members)));
  }
  return {
    order: places.sort(members),
    calls: done * shuffler.batches,
    cutoff: stability.cutoff() ?? Math.floor(members.length * settings.refinementRatio),
    wentShort: !stability.isReached() && done < wanted,
  };
}

/** raink: all shuffles of a level in one round; so many that each level below can have as many, calls that this leaves over go to those. */
function* allAtOnce({ members, listLength, calls, settings, prng, outcomes }: LevelInput): LevelRun {
  const shuffler = new Shuffler(members, listLength, prng);
  let calledFor = 0;
  for (let size = members.length; size >= 2; size = Math.floor(size * settings.refinementRatio)) calledFor += batchCount(size, listLength);
  const shuffles = Math.min(settings.shuffles ?? Infinity, Math.max(1, Math.floor(calls / calledFor)));
  const judgements: readonly Judgement[] = yield Array.from({ length: shuffles }, () => shuffler.next()).flat();
  outcomes.add(judgements);
  const places = new MeanPlaces();
  for (const judgement of judgements) places.add(judgement);
  return {
    order: places.sort(members),
    calls: shuffles * shuffler.batches,
    cutoff: Math.floor(members.length * settings.refinementRatio),
    wentShort: settings.shuffles === undefined || shuffles < settings.shuffles,
  };
}

const SIFTRANK_SHUFFLES = 50;

const MEANING = {
  partial: 'they counted for those they ranked, among themselves',
  'none-belong': 'their members came last in them',
  malformed: 'they counted for nobody',
};

function requireShare(field: string, value: number): void {
  if (value >= 0 && value < 1) return;
  throw new RankingError({
    code: 'INVALID_SETTING',
    field,
    value,
    problem: 'a share is needed, from 0 up and less than 1',
    remedy: 'Give a number in [0, 1).',
  });
}
