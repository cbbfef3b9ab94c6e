import { connection, globalId, later } from './mock-tools.mjs';

/** Sets that are kept as long as the stand-in server runs. With MOCK_STALE every review meets a newer version. */
export function createMockSets({ byId, named, expansions, base, invalid }) {
  const sets = [];
  function memberOf({ entityId, status, expansionId, rank, score }) {
    return {
      entity: byId.get(entityId),
      status,
      rank: rank ?? null,
      score: score ?? null,
      expansion: expansions.find((e) => e.id === expansionId) ?? null,
      reviewedAt: new Date().toISOString(),
      reviewedBy: 'local',
    };
  }
  function createSet({ name, description, members }) {
    const set = {
      __typename: 'EntitySet',
      id: globalId('EntitySet', `set${sets.length + 1}`),
      name,
      description: description ?? null,
      base: base,
      version: 1,
      updatedAt: new Date().toISOString(),
      rows: members.map(memberOf),
    };
    set.members = ({ status }) => set.rows.filter((m) => !status || status.includes(m.status));
    set.memberCount = () => set.rows.filter((m) => m.status === 'SEED' || m.status === 'ACCEPTED').length;
    sets.push(set);
    return set;
  }
  const cats = expansions.find((e) => e.seeds.some((s) => s.name === 'lion'));
  createSet({
    name: 'Big cats',
    description: 'Large wild cats and their neighbours, for the safari page',
    members: [
      ...cats.seeds.map((e) => ({ entityId: e.id, status: 'SEED' })),
      ...cats.negativeSeeds.map((e) => ({ entityId: e.id, status: 'NEGATIVE_SEED' })),
      ...cats.ranked.slice(0, 24).map((r, i) => ({
        entityId: r.entity.id,
        status: i < 6 ? 'ACCEPTED' : i < 9 ? 'REJECTED' : 'SUGGESTED',
        rank: r.rank,
        score: r.score,
        expansionId: cats.id,
      })),
    ],
  });
  createSet({ name: 'Fruit', members: named('banana', 'cherries', 'pineapple').map((e) => ({ entityId: e.id, status: 'SEED' })) });

  return {
    entitySets: (args) => connection(sets, args),
    entitySet: ({ id }) => sets.find((s) => s.id === id) ?? null,
    saveSet: ({ input }) => {
      if (!input.name.trim()) return invalid('name', '', 'A set needs a name.', 'Type a name of 1 to 200 characters.');
      const same = sets.find((s) => s.name === input.name);
      if (!same) return createSet(input);
      if (input.expectedVersion !== same.version)
        return {
          __typename: 'StaleVersionError',
          code: 'STALE_VERSION',
          expected: input.expectedVersion ?? 0,
          actual: same.version,
          message: `There is a set “${same.name}” already, at version ${same.version}.`,
        };
      return Object.assign(same, { version: same.version + 1, rows: input.members.map(memberOf) });
    },
    reviewMembers: async ({ input }) => {
      await later(150);
      const set = sets.find((s) => s.id === input.setId);
      if (process.env.MOCK_STALE) set.version += 1;
      if (input.expectedVersion != null && input.expectedVersion !== set.version)
        return {
          __typename: 'StaleVersionError',
          code: 'STALE_VERSION',
          expected: input.expectedVersion,
          actual: set.version,
          message: 'The set was changed by someone else.',
        };
      for (const d of input.decisions)
        Object.assign(
          set.rows.find((m) => m.entity.id === d.entityId),
          { status: d.status },
        );
      set.version += 1;
      return set;
    },
  };
}
