import { AGGREGATORS } from './aggregation/named-aggregators.js';
import { contrastNegatives } from './aggregation/negative-contrast.js';
import { reciprocalRankFusion } from './aggregation/reciprocal-rank-fusion.js';
import { onUnitScale } from './aggregation/unit-scale.js';
import { combineScores } from './combine-scores.js';
import { countShortLists } from './list-design/balanced-design.js';
import { balancedRound } from './list-design/balanced-round.js';
import type { ChannelProposals, LusarCut, LusarOutcome, LusarPorts, LusarSettings, ShownJudgement } from './lusar-types.js';
import { focusedRounds } from './procedures/focused-rounds.js';
import { changePoint } from './stopping/cut.js';
import { membershipCut } from './stopping/membership-cut.js';

/**
 * LUSAR: Listwise mUltimodal Sampling And Ranking (Wang et al., ICASSP 2025, arXiv 2501.00330).
 *
 * Stage 1 samples candidates, by the language model under the prefix tree of the vocabulary and by the channels beside it. Stage 2 shows many
 * short lists of them to a judge and maps the local ranks to one global ranking. What the paper leaves open is a setting.
 * The function is pure given its ports: same proposals, answers and seed, same bytes.
 */
export async function lusar(settings: LusarSettings, ports: LusarPorts): Promise<LusarOutcome> {
  // Stage 1: candidate sampling.
  const proposals: ChannelProposals[] = [];
  for await (const proposal of ports.propose()) {
    proposals.push(proposal);
    await ports.publish({
      stage: proposals.length === 1 ? 'neighbours' : 'sampled',
      judged: 0,
      mayChange: 1,
      ranking: rank(settings, proposals, [], new Map()).ranking,
    });
  }
  const fused = fuse(settings, proposals).map((entity) => entity.entityId);

  // Stage 2: listwise ranking of short lists; negative seeds act from here on, not in the sampling.
  const lean = settings.negativeWeight > 0 ? await ports.leanToNegatives(fused) : new Map<string, number>();
  const candidates = stageOne(settings, proposals, lean)
    .slice(0, settings.candidateCount)
    .map((entity) => entity.entityId);
  const task = {
    candidates,
    listLength: Math.max(2, settings.listLength),
    depth: settings.depth,
    maxCalls: countShortLists(candidates.length, Math.max(2, settings.listLength), settings.listsPerCandidate),
    seed: settings.seed,
  };
  const procedure = settings.adaptive ? focusedRounds()(task) : balancedRound(task, settings.listsPerCandidate);
  const lists: (readonly string[])[] = [];
  const judgements: ShownJudgement[] = [];
  for (let round = procedure.next(); !round.done;) {
    const first = lists.length;
    lists.push(...round.value);
    const counted: ShownJudgement[] = [];
    for (let start = first; start < lists.length; start += ports.judgeConcurrency) {
      const together = lists.slice(start, start + ports.judgeConcurrency);
      const answers = await Promise.all(together.map((list, offset) => ports.judge(start + offset, list)));
      counted.push(...together.map((list, offset) => answers[offset]?.at(-1) ?? notJudged(list)));
      judgements.push(...answers.flat());
      const done = start + together.length;
      if (done < task.maxCalls && passesTenth(start, done, task.maxCalls)) {
        const judged = done / task.maxCalls;
        await ports.publish({
          stage: 'judging',
          judged,
          mayChange: 1 - judged,
          ranking: rank(settings, proposals, judgements, lean).ranking,
        });
      }
    }
    round = procedure.next(counted);
  }

  // Local scores to global scores, and where the set most likely ends.
  const { ranking, notes } = rank(settings, proposals, judgements, lean);
  return { ranking, cut: cutOf(settings, proposals, ranking), lists, notes };
}

/** Weighted reciprocal rank fusion of the channels. */
function fuse(settings: LusarSettings, proposals: readonly ChannelProposals[]) {
  return reciprocalRankFusion(
    proposals.map(({ weight, candidates }) => ({ weight, ids: candidates.map((candidate) => candidate.entityId) })),
    settings.fusionConstant,
  );
}

/** The order of stage 1, what leans to the negative seeds moved down. */
function stageOne(settings: LusarSettings, proposals: readonly ChannelProposals[], lean: ReadonlyMap<string, number>) {
  return contrastNegatives(fuse(settings, proposals), lean, settings.negativeWeight);
}

function rank(
  settings: LusarSettings,
  proposals: readonly ChannelProposals[],
  judgements: readonly ShownJudgement[],
  lean: ReadonlyMap<string, number>,
) {
  const ordered = stageOne(settings, proposals, lean);
  const candidates = ordered.slice(0, settings.candidateCount).map((entity) => entity.entityId);
  const { scores, notes } = AGGREGATORS[settings.aggregation]({
    candidates,
    judgements,
    priorScores: candidates.map((_, place) => -place),
  });
  const judged = settings.aggregation === 'borda' ? scores : onUnitScale(scores);
  const ranking = combineScores(ordered, new Map(judged.map((score) => [score.entityId, score])), proposals, settings);
  return { ranking, notes: judgements.length > 0 ? notes : [] };
}

/** A list that nobody was there to judge. */
function notJudged(shownIds: readonly string[]): ShownJudgement {
  return { shownIds, rankedIds: [], outcome: 'malformed', issues: [] };
}

/** The cut is read off the raw scores of the channel with the most weight: fused ranks are evenly spaced and show no gap. */
function cutOf(settings: LusarSettings, proposals: readonly ChannelProposals[], ranking: LusarOutcome['ranking']): LusarCut | null {
  const main = [...proposals].sort((a, b) => b.weight - a.weight || (a.channel < b.channel ? -1 : 1))[0];
  if (!main) return null;
  const score = new Map(main.candidates.map((candidate) => [candidate.entityId, candidate.score]));
  const lowest = main.candidates.at(-1)?.score ?? 0;
  const change = changePoint(ranking.map((entity) => score.get(entity.entityId) ?? lowest));
  const membership = settings.cut === 'membership' ? membershipCut({ ranking: ranking.slice(0, CUT_WITHIN), proposals }) : undefined;
  if (membership) return { position: membership.rank, explained: change?.explained ?? 0, membership };
  return change ? { ...change, membership: null } : null;
}

/** Ranks that the end is looked for in: the model was fitted on lists of two hundred, and takes time with the square. */
const CUT_WITHIN = 200;

/** Pages are published after every tenth of the judgements. */
function passesTenth(before: number, done: number, total: number): boolean {
  return Math.floor((done * 10) / total) > Math.floor((before * 10) / total);
}
