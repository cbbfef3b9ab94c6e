import { createMockEntities, createMockSearch } from './mock-entities.mjs';
import { createMockEvaluations } from './mock-evaluations.mjs';
import { createMockSets } from './mock-sets.mjs';
import { connection, globalId, later, noise, sha } from './mock-tools.mjs';

const PRESETS = { QUICK: [60, 2], STANDARD: [100, 3], THOROUGH: [200, 5] };

function configOf(input) {
  const [k, r] = PRESETS[input.preset ?? 'QUICK'];
  const o = input.overrides ?? {};
  return {
    method: (input.method ?? 'LUSAR').toLowerCase().replace('_', '-'),
    preset: (input.preset ?? 'QUICK').toLowerCase(),
    candidateCount: o.candidateCount ?? k,
    listLength: o.listLength ?? 10,
    listsPerCandidate: o.listsPerCandidate ?? r,
    judgeWeight: o.judgeWeight ?? 0.3,
    negativeWeight: o.negativeWeight ?? 1,
    priorWeight: o.priorWeight ?? 0.5,
    fusionConstant: o.fusionConstant ?? 60,
    channelWeights: { 'language-model': o.languageModelWeight ?? 1, embedding: o.embeddingWeight ?? 1, text: o.textWeight ?? 0 },
    seed: o.seed ?? 1,
  };
}

export function createMockRoot(rows, { model, bases }) {
  const entities = createMockEntities(rows);
  const search = createMockSearch(entities);
  const byId = new Map(
    entities.flatMap((e) => [
      [e.id, e],
      [e.rawId, e],
    ]),
  );
  const byName = new Map(entities.map((e) => [e.name, e]));
  const baseOf = (slug, name, count) => ({
    __typename: 'KnowledgeBase',
    id: globalId('KnowledgeBase', slug),
    slug,
    name,
    description: 'Emoji with pictures and keywords',
    entityCount: count,
    revision: 1,
    licence: 'CC BY-SA 4.0',
    embedding: null,
  });
  const knowledgeBases = [baseOf('openmoji', 'OpenMoji', entities.length), baseOf('plants', 'Garden plants', 812)].slice(0, bases);
  const models = [
    ...(model ? [{ role: 'language-model', kind: 'local', name: 'SmolLM2-135M-Instruct', fingerprint: sha('lm').slice(0, 16) }] : []),
    { role: 'embedder', kind: 'local', name: 'all-MiniLM-L6-v2', fingerprint: sha('emb').slice(0, 16) },
  ];
  const channels = model ? ['LANGUAGE_MODEL', 'EMBEDDING', 'TEXT'] : ['EMBEDDING', 'TEXT'];
  const notices = model
    ? []
    : ['No language model: expansions rest on embeddings and text search, and nothing is judged. Run “etcetera models fetch” to get one.'];
  const warnings = model
    ? []
    : [{ code: 'NO_LANGUAGE_MODEL', message: 'No language model on this server: candidates come from embeddings and text search only.' }];
  const expansions = [];
  const invalid = (field, value, message, remedy) => ({
    __typename: 'InvalidInputError',
    code: 'INVALID_INPUT',
    field,
    value: String(value),
    message,
    remedy,
  });

  function resolve(input) {
    if (!input.seeds?.length)
      return { error: invalid('seeds', '', 'An expansion needs at least one seed.', 'Name one to fifty entities of the base.') };
    const found = { seeds: [], negativeSeeds: [] };
    for (const field of ['seeds', 'negativeSeeds']) {
      for (const name of input[field] ?? []) {
        const entity = byId.get(name) ?? byName.get(name.toLowerCase());
        if (!entity)
          return {
            error: {
              __typename: 'UnknownEntityError',
              code: 'UNKNOWN_ENTITY',
              field,
              name,
              message: `There is no entity “${name}” in OpenMoji.`,
              suggestions: search(name, 4).map((h) => h.entity),
            },
          };
        found[field].push(entity);
      }
    }
    const both = found.seeds.find((e) => found.negativeSeeds.includes(e));
    if (both)
      return {
        error: invalid(
          'negativeSeeds',
          both.name,
          `“${both.name}” is given both as belonging and as not belonging.`,
          'Keep it in one of the two lists.',
        ),
      };
    return found;
  }

  function planOf(config) {
    const judgements =
      model && config.method === 'lusar' ? Math.ceil((config.candidateCount * config.listsPerCandidate) / config.listLength) : 0;
    return {
      candidates: config.candidateCount,
      judgements,
      calls: judgements + 2,
      maxSearchSteps: 4000,
      promptTokens: judgements * 220,
      completionTokens: 0,
      costMicroUsd: 0,
      estimatedSeconds: 1.5 + judgements * 0.17,
    };
  }

  function rank(seeds, config, negative, limit) {
    const groups = new Set(seeds.map((s) => s.subgroup));
    const kinds = new Set(seeds.map((s) => s.subgroup.split('-')[0]));
    const excluded = new Set([...seeds, ...negative]);
    return entities
      .filter((e) => !excluded.has(e))
      .map((e) => ({
        e,
        s:
          (groups.has(e.subgroup) ? 0.72 : kinds.has(e.subgroup.split('-')[0]) ? 0.38 : 0.05) + 0.26 * noise(e.name + seeds[0].name) ** 1.3,
      }))
      .sort((a, b) => b.s - a.s)
      .slice(0, limit)
      .map(({ e, s }, i) => ({
        rank: i + 1,
        entity: e,
        score: s,
        standardError: config.method === 'lusar' && model ? 0.02 + 0.06 * noise(e.name) : null,
        exposures: config.method === 'lusar' && model ? config.listsPerCandidate : 0,
        channels: channels
          .filter((c) => noise(c + e.name) > (c === 'TEXT' ? 0.7 : 0.2))
          .map((channel) => ({ channel, rank: 1 + Math.floor(noise(channel + e.rawId) * 60), score: noise(channel + e.name) })),
      }));
  }

  function createExpansion(input, found, ageMs = 0) {
    const number = expansions.length + 1;
    const config = configOf(input);
    const plan = planOf(config);
    const ranked = rank(found.seeds, config, found.negativeSeeds, config.candidateCount);
    const at = new Date(Date.now() - ageMs).toISOString();
    const lists = Array.from({ length: plan.judgements }, (_, i) => {
      const shown = ranked
        .filter((_, j) => (j + i) % Math.max(1, Math.ceil(config.candidateCount / config.listLength)) === 0)
        .slice(0, config.listLength)
        .map((r) => r.entity);
      const partial = i % 9 === 8;
      return {
        listIndex: i,
        attempt: 1,
        shown: [...shown].sort((a, b) => noise(a.name + i) - noise(b.name + i)),
        ranked: partial ? shown.slice(0, -2) : shown,
        outcome: partial ? 'PARTIAL' : 'COMPLETE',
        issues: partial ? [{ code: 'missing', message: '2 members were left out of the answer' }] : [],
        ledgerHash: sha(`call ${number} ${i}`),
      };
    });
    const calls = lists.map((l, i) => ({
      hash: l.ledgerHash,
      key: `judge:${i}`,
      kind: 'judge',
      model: 'SmolLM2-135M-Instruct',
      request: { prompt: `Most like ${found.seeds.map((s) => s.name).join(', ')} first:`, members: l.shown.map((e) => e.name) },
      answer: { order: l.ranked.map((e) => e.name), logprobs: l.ranked.map((e, j) => -j - 0.5) },
      reused: i % 5 === 4,
      attempts: 1,
      latencyMs: 120 + Math.round(noise(String(i)) * 90),
      promptTokens: 214 + i,
      completionTokens: 0,
      costMicroUsd: 0,
      createdAt: at,
    }));
    const expansion = {
      __typename: 'Expansion',
      id: globalId('Expansion', `run${number}`),
      rawId: `run${number}`,
      status: 'QUEUED',
      method: input.method ?? 'LUSAR',
      base: knowledgeBases[0],
      createdAt: at,
      startedAt: at,
      finishedAt: null,
      requestedBy: 'local',
      lastSequence: 0,
      codeVersion: '0.1.0+32418d0',
      config,
      configHash: sha(JSON.stringify(config)),
      resultSha256: null,
      channels: [],
      cut: null,
      failure: null,
      models,
      parent: expansions.find((e) => e.id === input.parent) ?? null,
      plan,
      actual: null,
      provisional: null,
      warnings,
      seeds: found.seeds,
      negativeSeeds: found.negativeSeeds,
      events: [],
      results: (args) => connection(expansion.done ? ranked : [], args),
      judgements: ({ entityId }) => lists.filter((l) => !entityId || l.shown.some((e) => e.id === entityId)),
      modelCalls: (args) => connection(calls, args),
      ranked,
    };
    expansions.unshift(expansion);
    return expansion;
  }

  function finish(expansion) {
    const { plan } = expansion;
    Object.assign(expansion, {
      done: true,
      status: 'COMPLETED',
      provisional: null,
      channels: channels.slice(0, 2),
      resultSha256: sha(expansion.id),
      finishedAt: new Date(Date.parse(expansion.createdAt) + 7400).toISOString(),
      cut: {
        method: 'change-point',
        rank: expansion.ranked.filter((r) => r.score > 0.7).length,
        clarity: expansion.ranked[0].score > 0.9 ? 0.91 : 0.62,
      },
    });
    expansion.actual = {
      ...plan,
      candidates: plan.candidates,
      reasks: 1,
      reusedCalls: 3,
      searchSteps: 1873,
      seconds: 7.4,
      outcomes: [
        { outcome: 'COMPLETE', count: plan.judgements - 1 },
        { outcome: 'PARTIAL', count: 1 },
      ],
    };
  }

  function emit(expansion, event) {
    expansion.lastSequence += 1;
    const full = {
      searchSteps: 0,
      candidates: 0,
      judgementsDone: 0,
      judgementsPlanned: expansion.plan.judgements,
      provisional: expansion.provisional,
      status: expansion.status,
      expansion,
      ...event,
      sequence: expansion.lastSequence,
    };
    expansion.events.push(full);
  }

  async function work(expansion) {
    const pause = Number(process.env.MOCK_PACE ?? 350);
    await later(pause);
    const stages = [
      ['neighbours', 0, 0.8],
      ['sampled', 0, 0.6],
      ...Array.from({ length: 8 }, (_, i) => ['judging', (i + 1) / 8, 0.5 * (1 - (i + 1) / 8)]),
    ];
    for (const [stage, judged, mayChange] of stages) {
      if (expansion.status === 'CANCELLED') return emit(expansion, { message: 'Cancelled' });
      expansion.status = stage === 'judging' ? 'RANKING' : 'SAMPLING';
      expansion.provisional = {
        stage,
        judged,
        mayChange,
        results: expansion.ranked
          .slice(0, 40)
          .map((r, i) => ({ ...r, entity: expansion.ranked[(i + (mayChange > 0.55 ? i % 3 : 0)) % expansion.ranked.length].entity })),
      };
      const done = Math.round(judged * expansion.plan.judgements);
      emit(expansion, {
        message: stage === 'judging' ? `${done} of ${expansion.plan.judgements} short lists judged` : 'Searching the prefix tree',
        searchSteps: 400 + Math.round(1400 * judged),
        candidates: expansion.plan.candidates,
        judgementsDone: done,
      });
      await later(pause);
    }
    finish(expansion);
    emit(expansion, {
      message: 'Completed',
      judgementsDone: expansion.plan.judgements,
      candidates: expansion.plan.candidates,
      searchSteps: 1873,
    });
  }

  const named = (...names) => names.map((n) => byName.get(n)).filter(Boolean);
  const past = [
    [['lion', 'tiger', 'leopard'], 9e8, {}],
    [['banana', 'cherries', 'pineapple'], 5e8, { preset: 'STANDARD' }],
    [['violin', 'trumpet', 'saxophone'], 2e8, { method: 'EMBEDDING_CENTROID' }],
    [['rocket', 'helicopter'], 1e8, { method: 'LUSAR_STAGE1' }],
  ];
  for (const [names, age, input] of past)
    finish(createExpansion(input, { seeds: named(...names), negativeSeeds: names[0] === 'lion' ? named('shark') : [] }, age));
  Object.assign(createExpansion({}, { seeds: named('pizza', 'hamburger'), negativeSeeds: [] }, 4e6), {
    status: 'FAILED',
    failure: {
      code: 'MODEL_UNREACHABLE',
      message:
        'The model at http://127.0.0.1:8080/v1 did not answer three times in a row. Start it again and repeat the run; 14 of 20 calls are kept.',
    },
  });
  for (let i = 0; i < 26; i++)
    finish(
      createExpansion(
        { method: i % 3 ? 'LUSAR' : 'TEXT_SEARCH' },
        { seeds: entities.slice(i * 40, i * 40 + 3), negativeSeeds: [] },
        1e9 + i * 1e7,
      ),
    );
  expansions.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));

  return {
    server: () => ({ mode: 'embedded', version: '0.1.0', defaultPreset: 'QUICK', channels, models, notices }),
    knowledgeBases: () => knowledgeBases,
    knowledgeBase: ({ slug }) => knowledgeBases.find((b) => !slug || b.slug === slug) ?? null,
    entity: ({ id }) => byId.get(id) ?? null,
    entities: (args) => connection(entities, args),
    searchEntities: async ({ text, first }) => (await later(60), search(text, first)),
    estimateExpansion: ({ input }) => {
      const found = resolve(input);
      if (found.error) return found.error;
      const config = configOf(input);
      return { __typename: 'Estimate', channels, config, method: input.method ?? 'LUSAR', plan: planOf(config), warnings };
    },
    expand: ({ input }) => {
      const found = resolve(input);
      if (found.error) return found.error;
      const expansion = createExpansion(input, found);
      void work(expansion);
      return expansion;
    },
    expansion: ({ id }) => expansions.find((e) => e.id === id) ?? null,
    expansions: ({ filter, ...args }) =>
      connection(
        expansions.filter(
          (e) =>
            (!filter?.status?.length || filter.status.includes(e.status)) &&
            (!filter?.method?.length || filter.method.includes(e.method)) &&
            (!filter?.text || e.seeds.some((s) => s.name.includes(filter.text.toLowerCase()))),
        ),
        args,
      ),
    cancelExpansion: ({ id }) =>
      Object.assign(
        expansions.find((e) => e.id === id),
        { status: 'CANCELLED', provisional: null },
      ),
    replayExpansion: ({ id }) => ({
      __typename: 'Replay',
      callsUsed: 14,
      identical: true,
      seconds: 0.31,
      sha256: sha(id),
      expansion: expansions.find((e) => e.id === id),
    }),
    async *expansionProgress({ id, after = 0 }) {
      const expansion = expansions.find((e) => e.id === id);
      for (let next = after; ; await later(60)) {
        for (; next < expansion.events.length; next++) yield { expansionProgress: expansion.events[next] };
        if (['COMPLETED', 'FAILED', 'CANCELLED'].includes(expansion.status)) return;
      }
    },
    ...createMockSets({ byId, named, expansions, base: knowledgeBases[0], invalid }),
    ...createMockEvaluations({ entities, base: knowledgeBases[0], models }),
  };
}
