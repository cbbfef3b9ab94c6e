import {
  beamSearch,
  bestFirstSearch,
  calibrate,
  continuation,
  emptyPrior,
  fillPrior,
  NAME_END,
  neutralPrompt,
  PrefixTree,
  SAMPLING_PROMPT_VERSION,
  samplingPrompt,
  type BeamSearchOptions,
  type ChannelProposals,
  type ModelIdentity,
  type SampledEntity,
  type SearchOutcome,
  type TokenModel,
  type TreeKey,
} from '@etcetera/ranking';
import { canonicalJson, sha256Hex } from '../canonical-json.js';
import type { Calls } from '../calls/calls.js';
import { recordTokenModel } from '../calls/recorded-token-model.js';
import type { ExpansionConfig, Vocabulary, Warning } from '../model.js';
import type { PriorStore } from '../ports/sources.js';

export interface LanguageModelChannelInput {
  readonly calls: Calls;
  /** Undefined in a replay. */
  readonly model: TokenModel | undefined;
  readonly identity: ModelIdentity;
  /** Undefined in a replay. */
  readonly priors: PriorStore | undefined;
  readonly baseId: string;
  readonly vocabulary: Vocabulary;
  readonly seedNames: readonly string[];
  readonly excluded: ReadonlySet<string>;
  readonly config: ExpansionConfig;
  readonly warn: (warning: Warning) => void;
  readonly onProgress: (steps: number, found: number) => void;
  readonly signal?: AbortSignal;
}

/** Stage 1 of the paper: the names that the language model would go on with after the seeds, under the prefix tree of the vocabulary. */
export async function languageModelChannel(input: LanguageModelChannelInput): Promise<{ proposals: ChannelProposals; steps: number }> {
  const { config, vocabulary } = input;
  const prompt = samplingPrompt(input.seedNames);
  const forms = vocabulary.entries.flatMap((entry) => entry.forms.map((form) => ({ entityId: entry.id, text: continuation(form) })));
  const model = await recordTokenModel(input.calls, input.model, input.identity, {
    vocabulary: [...new Set([NAME_END, ...forms.map((form) => form.text)])],
    prompts: [prompt],
  });
  const longestName = model.contextSize - model.tokenize(prompt).length - 1;
  if (longestName < 1)
    throw new RangeError(`The seeds take more than the ${model.contextSize} tokens of the model; give fewer or shorter ones.`);
  const keys: TreeKey[] = forms.map(({ entityId, text }) => ({ entityId, tokens: model.tokenize(text) }));
  const fitting = keys.filter((key) => key.tokens.length <= longestName);
  if (fitting.length < keys.length) {
    input.warn({
      code: 'NAMES_TOO_LONG',
      message: `${keys.length - fitting.length} names are longer than the language model's context and were left out of its search.`,
    });
  }
  const tree = PrefixTree.build(fitting, model.tokenize(NAME_END).at(-1) as number);
  const common = {
    prompt: model.tokenize(prompt),
    alpha: config.lengthPenalty,
    exclude: input.excluded,
    renormalise: config.renormalise ?? false,
    ...(input.signal ? { signal: input.signal } : {}),
  };
  const search = await (config.search === 'beam'
    ? beam(model, tree, { ...common, width: BEAM_WIDTH }, config.candidateCount)
    : bestFirstSearch(model, tree, {
        ...common,
        count: config.candidateCount,
        maxSteps: config.maxSearchSteps,
        onProgress: (steps, found) => input.onProgress(steps, found),
      }));
  if (config.search === 'beam')
    input.warn({
      code: 'SEARCH_NOT_EXACT',
      message: `A beam of ${BEAM_WIDTH} finished ${search.entities.length} names; others that are as likely may have dropped out of it.`,
    });
  else if (!search.exact)
    input.warn({
      code: 'SEARCH_NOT_EXACT',
      message: `The search stopped after ${search.steps} steps (maxSearchSteps): its candidates are good, but not proved to be the best.`,
    });
  const ordered = config.priorWeight > 0 ? await calibrated(input, tree, search.entities) : search.entities;
  return {
    proposals: {
      channel: 'language-model',
      weight: config.channelWeights['language-model'],
      candidates: ordered.map(({ entityId, score }) => ({ entityId, score })),
    },
    steps: search.steps,
  };
}

/** Beams of GenExpan and of the paper. */
const BEAM_WIDTH = 40;

/** The paper's search, in the words of the other one. */
async function beam(
  model: TokenModel,
  tree: PrefixTree,
  options: BeamSearchOptions,
  count: number,
): Promise<Pick<SearchOutcome, 'entities' | 'steps' | 'exact'>> {
  const { entities, steps } = await beamSearch(model, tree, options);
  return { entities: entities.slice(0, count), steps, exact: false };
}

/** Priors are learnt lazily, name by name, and kept per vocabulary and model: later runs find most of them there. */
async function calibrated(
  input: LanguageModelChannelInput,
  tree: PrefixTree,
  found: readonly SampledEntity[],
): Promise<readonly SampledEntity[]> {
  const modelKey = `${input.identity.name}@${input.identity.fingerprint}`;
  const prompt = neutralPrompt();
  const renormalise = input.config.renormalise ?? false;
  const leaves = found.map((entity) => entity.leaf);
  const { answer } = await input.calls.once(
    {
      key: 'prior',
      kind: 'prior',
      model: modelKey,
      shareable: true,
      request: {
        promptVersion: SAMPLING_PROMPT_VERSION,
        vocabularyHash: input.vocabulary.hash,
        leaves: sha256Hex(canonicalJson(leaves)),
        // Requests of runs without it have the hash that they always had.
        ...(renormalise ? { renormalise } : {}),
      },
    },
    async () => {
      const { model, priors } = input;
      if (!model || !priors) throw new RangeError('A replay has no model to ask.');
      const key = {
        vocabularyHash: input.vocabulary.hash,
        modelKey,
        promptHash: sha256Hex(renormalise ? `${prompt}\n(renormalised)` : prompt),
      };
      const stored = await priors.get(key);
      const prior = stored && stored.length === tree.nodeCount ? Float32Array.from(stored) : emptyPrior(tree);
      const startedAt = performance.now();
      const steps = await fillPrior(model, tree, prior, model.tokenize(prompt), leaves, input.signal, renormalise);
      if (steps > 0)
        await priors.put({ ...key, baseId: input.baseId }, { values: prior, steps, elapsedMs: Math.round(performance.now() - startedAt) });
      return { answer: leaves.map((leaf) => prior[leaf] as number) };
    },
  );
  const prior = emptyPrior(tree);
  (answer as readonly number[]).forEach((value, i) => (prior[leaves[i] as number] = value));
  return calibrate(found, prior, input.config.priorWeight, input.config.lengthPenalty);
}
