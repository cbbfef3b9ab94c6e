import { aggregationOf } from './aggregation-of.js';
import type { Aggregator } from './aggregator.js';
import { indexJudgements, type JudgementIndex } from './judgement-index.js';
import { pairwiseConfidence } from './pairwise-confidence.js';
import { TrueSkillChain } from './true-skill-chain.js';
import { trueSkillModel, type TrueSkillModel, type TrueSkillOptions, type TrueSkillRatings } from './true-skill-model.js';
import { rateAllAsBeatenBy } from './true-skill-rating.js';

/**
 * TrueSkill: every candidate has a normally distributed skill; a list is a game that everybody plays alone, and updates the skills of its
 * members. The value is the mean of the skill, its standard error the deviation; confidence(a, b) = Φ((μa − μb) / √(σa² + σb²)).
 *
 * **The order of the judgements matters**: each is applied to what those before it left, and earlier ones are not looked at again. Other
 * orders of the same judgements give other values, the more so the fewer there are.
 *
 * A partial judgement is a list of those it ranked. "None belong" does not tell its members apart: each is rated as having lost to a
 * candidate that nothing is known of. Everybody starts from the same rating: prior scores are not read, and a candidate that no judgement
 * counted for has no value.
 *
 * Source: Herbrich, Minka and Graepel, "TrueSkill: A Bayesian Skill Rating System", NIPS 2006, without teams and draws.
 * O(total list length · sweeps), at most 10 sweeps; memory linear in the judgements.
 * @throws RankingError for the input as `indexJudgements` says, for options and for ratings that cannot be told as `rateRanking` says.
 */
export function createTrueSkill(options: TrueSkillOptions = {}): Aggregator {
  const model = trueSkillModel(options);
  return (input) => {
    const index = indexJudgements(input);
    const ratings = newRatings(input.candidates.length, model);
    const noneBelong = applyAll(index, ratings, model);
    const { means, deviations } = ratings;
    const counted = (place: number) => index.exposures[place]! > 0;
    return aggregationOf(index, {
      value: (place) => (counted(place) ? means[place]! : null),
      standardError: (place) => (counted(place) ? deviations[place]! : null),
      iterations: index.members.length > 0 ? 1 : 0,
      notes:
        noneBelong === 0
          ? []
          : [
              `${noneBelong} of ${input.judgements.length} judgements said that none belong: each member was rated as having lost to a newcomer.`,
            ],
      confidence: pairwiseConfidence(input.candidates, (a, b) => (means[a]! - means[b]!) / Math.hypot(deviations[a]!, deviations[b]!)),
    });
  };
}

/** {@link createTrueSkill} with μ = 25, σ = 25/3, β = 25/6, τ = 0 and no draws. */
export const trueSkill: Aggregator = createTrueSkill();

function newRatings(n: number, model: TrueSkillModel): TrueSkillRatings {
  return { means: new Float64Array(n).fill(model.mean), deviations: new Float64Array(n).fill(model.deviation) };
}

/** @returns how many judgements said that none belong. */
function applyAll({ offsets, members, noneBelong }: JudgementIndex, ratings: TrueSkillRatings, model: TrueSkillModel): number {
  let longest = 0;
  for (let j = 0; j < noneBelong.length; j++) longest = Math.max(longest, offsets[j + 1]! - offsets[j]!);
  const chain = new TrueSkillChain(longest);
  let noneBelongs = 0;
  for (let j = 0; j < noneBelong.length; j++) {
    const list = members.subarray(offsets[j], offsets[j + 1]);
    if (noneBelong[j] === 0) chain.rate(ratings, list, model);
    else {
      noneBelongs++;
      rateAllAsBeatenBy(ratings, list, { mean: model.mean, deviation: model.deviation }, model);
    }
  }
  return noneBelongs;
}
