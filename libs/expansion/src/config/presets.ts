import type { Channel, ExpansionConfig, Preset } from '../model.js';

/** K and r of the presets (design: quick for a model on this machine's processor, thorough for remote models). */
export const PRESET_NUMBERS: Readonly<Record<Preset, Pick<ExpansionConfig, 'candidateCount' | 'listsPerCandidate'>>> = {
  quick: { candidateCount: 60, listsPerCandidate: 2 },
  standard: { candidateCount: 100, listsPerCandidate: 3 },
  thorough: { candidateCount: 200, listsPerCandidate: 5 },
};

type Mixture = Pick<ExpansionConfig, 'fusionConstant' | 'priorWeight'> & { readonly channelWeights: Readonly<Record<Channel, number>> };

/**
 * How the channels of `lusar` are mixed, by what the base's vectors were made of. Measured on two kinds of base (see README, "What earns what"):
 * where descriptions say the class, the embedding is by far the better channel; where names are all there is, the language model counts for
 * more: on names of the real world it is the better one.
 */
export const MIXTURE_DESCRIBED: Mixture = {
  channelWeights: { 'language-model': 1, embedding: 4, text: 0 },
  fusionConstant: 10,
  priorWeight: 0.5,
};
export const MIXTURE_NAMES_ONLY: Mixture = {
  channelWeights: { 'language-model': 2, embedding: 3, text: 0 },
  fusionConstant: 10,
  priorWeight: 0.25,
};

/**
 * Share of the judgements in the global score. An untuned 135-million-parameter model orders a short list hardly better than chance, so it only
 * breaks near-ties; a judge behind an endpoint is given most of the say. 1 is the paper's ranking.
 */
export const JUDGE_WEIGHT = { constrained: 0.03, structured: 0.8 } as const;
