import { randomUUID } from 'node:crypto';
import { canonicalJson, sha256Hex, type LedgerRecord } from '@etcetera/expansion';
import { UnknownBaseError, type KnowledgeBaseRow } from '@etcetera/knowledge';
import { baseOf, entityId, fill, imported, newRun, picture, type Subject } from '../support/fixtures.contract.js';
import { createVocabularySource, VocabularySnapshotError } from './vocabulary-source.js';

/** What the ledger must do on every database. */
export function describeLedgerContract(subject: () => Subject): void {
  const ledger = (): Subject['repositories']['ledger'] => subject().repositories.ledger;
  const record = (parts: Partial<LedgerRecord> = {}): LedgerRecord => ({
    hash: sha256Hex(randomUUID()),
    kind: 'judge',
    model: 'a-model',
    request: { prompt: 'cats' },
    answer: { ranked: ['b', 'a'], logProbability: -12.345678901234567 },
    promptTokens: 10,
    completionTokens: 2,
    costMicroUsd: null,
    latencyMs: 15,
    attempts: 1,
    ...parts,
  });

  it('gives records back as they were put, whatever characters they hold', async () => {
    const records = [
      record(),
      record({ answer: null, request: 'text' }),
      record({ answer: { text: 'nul \u0000, half \ud800, \ue0000000' }, costMicroUsd: 12 }),
      record({ answer: [1e-300, 5e-324, 0.1] }),
    ];
    await ledger().put(records);
    const found = await ledger().get([...records.map((row) => row.hash), 'unknown']);
    expect([...found.keys()].sort()).toEqual(records.map((row) => row.hash).sort());
    for (const row of records) expect(found.get(row.hash)).toEqual(row);
  });

  it('leaves a record as it is when another one of its hash is put', async () => {
    const first = record();
    await ledger().put([first, first]);
    await ledger().put([{ ...first, answer: 'other' }]);
    expect((await ledger().get([first.hash])).get(first.hash)).toEqual(first);
  });

  it('takes thousands of records, from several writers at once', async () => {
    const records = Array.from({ length: 1200 }, () => record());
    await Promise.all([ledger().put(records), ledger().put([...records].reverse())]);
    expect((await ledger().get(records.map((row) => row.hash))).size).toBe(1200);
  });

  it('knows which run used which record for which step, and keeps the first word on it', async () => {
    const base = await baseOf(subject(), ['Lion']);
    const run = await newRun(subject(), base.id);
    const [search, judge] = [record({ kind: 'search' }), record()];
    await ledger().put([search, judge]);
    const calls = [
      { key: 'search:1', hash: search.hash, reused: false },
      { key: 'judge:0:1', hash: judge.hash, reused: false },
    ];
    await ledger().link(run.id, calls);
    await ledger().link(
      run.id,
      calls.map((call) => ({ ...call, reused: true })),
    );
    expect(await ledger().callsOf(run.id)).toEqual(
      new Map([
        ['judge:0:1', judge],
        ['search:1', search],
      ]),
    );
    expect(await subject().database.prisma.expansionCall.count({ where: { expansionId: run.id, reused: true } })).toBe(0);
    expect((await ledger().callsOf('no-run')).size).toBe(0);
  });
}

/** What vocabularies, priors and texts of entities must do on every database. */
export function describeVocabularyContract(subject: () => Subject): void {
  const vocabulary = (): Subject['repositories']['vocabulary'] => subject().repositories.vocabulary;

  it('lists live entities in order of their ids with every surface form once, under the hash of its content', async () => {
    const base = await baseOf(subject(), [['Lion', { aliases: ['Panthera leo', 'Leo'] }], 'Tiger', 'Gone']);
    await subject().database.prisma.entityAlias.create({
      data: { entityId: entityId(base.id, 'Tiger'), text: 'Tiger', normalizedText: 'tiger' },
    });
    await subject().database.prisma.entity.update({ where: { id: entityId(base.id, 'Gone') }, data: { deletedAt: new Date() } });
    const entries = [
      { id: entityId(base.id, 'Lion'), name: 'Lion', forms: ['Lion', 'Leo', 'Panthera leo'] },
      { id: entityId(base.id, 'Tiger'), name: 'Tiger', forms: ['Tiger'] },
    ].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(await vocabulary().current(base.id)).toEqual({ hash: sha256Hex(canonicalJson(entries)), entries });
  });

  it('is read again only when the base has changed', async () => {
    const base = await baseOf(subject(), ['Lion']);
    const first = await vocabulary().current(base.id);
    expect(await vocabulary().current(base.id)).toBe(first);
    await fill(subject(), base.id, [imported(base.id, 'Tiger')]);
    const second = await vocabulary().current(base.id);
    expect(second.entries).toHaveLength(2);
    expect(second.hash).not.toBe(first.hash);
    await expect(vocabulary().current('no-base')).rejects.toThrow(UnknownBaseError);
  });

  it('gives a kept snapshot back after the base has changed', async () => {
    const base = await baseOf(subject(), [['Lion', { aliases: ['🦁', 'أسد'] }], 'Tiger']);
    const before = await vocabulary().current(base.id);
    await vocabulary().keep(before);
    await vocabulary().keep(before);
    await fill(subject(), base.id, [imported(base.id, 'Wolf')]);
    const elsewhere = createVocabularySource(subject().database.prisma);
    expect(await elsewhere.byHash(before.hash)).toEqual(before);
  });

  it('refuses a snapshot that it does not have, that is not what its hash says, or that was altered', async () => {
    const base = await baseOf(subject(), ['Lion', 'Tiger']);
    const entries = await vocabulary().current(base.id);
    await expect(vocabulary().byHash('0'.repeat(64))).rejects.toThrow(VocabularySnapshotError);
    await expect(vocabulary().keep({ ...entries, hash: 'f'.repeat(64) })).rejects.toThrow(VocabularySnapshotError);
    await vocabulary().keep(entries);
    const other = await baseOf(subject(), ['Wolf']);
    await vocabulary().keep(await vocabulary().current(other.id));
    await subject().database.prisma.$executeRaw`
      UPDATE "VocabularySnapshot" SET "content" = (SELECT "content" FROM "VocabularySnapshot" WHERE "hash" = ${(await vocabulary().current(other.id)).hash})
      WHERE "hash" = ${entries.hash}`;
    await expect(createVocabularySource(subject().database.prisma).byHash(entries.hash)).rejects.toThrow(/altered/);
  });

  it('keeps priors bit for bit and replaces them', async () => {
    const base = await baseOf(subject(), ['Lion']);
    const key = { vocabularyHash: randomUUID(), modelKey: 'm', promptHash: 'p' };
    const { priors } = subject().repositories;
    expect(await priors.get(key)).toBeUndefined();
    const values = Float32Array.from([0, -0.1, -Infinity, 1e-30, 3.5]);
    await priors.put({ ...key, baseId: base.id }, { values, steps: 5, elapsedMs: 1.5 });
    expect(await priors.get(key)).toEqual(values);
    await priors.put({ ...key, baseId: base.id }, { values: Float32Array.of(1), steps: 1, elapsedMs: 1 });
    expect(await priors.get(key)).toEqual(Float32Array.of(1));
  });

  it('gives judges name, description and first picture, also of entities deleted since', async () => {
    const base = await baseOf(subject(), [['Lion', { description: 'A cat.', images: [picture('one'), picture('two')] }], 'Gone']);
    const [lion, gone] = [entityId(base.id, 'Lion'), entityId(base.id, 'Gone')];
    await subject().database.prisma.entity.update({ where: { id: gone }, data: { deletedAt: new Date() } });
    expect(await subject().repositories.entityTexts.byId(base.id, [gone, 'unknown', lion])).toEqual(
      new Map([
        [gone, { id: gone, name: 'Gone' }],
        [lion, { id: lion, name: 'Lion', description: 'A cat.', imageSha256: picture('one').sha256 }],
      ]),
    );
  });
}

/** What the text-search baseline must do on every database. */
export function describeTextSourceContract(subject: () => Subject): void {
  let base: KnowledgeBaseRow;
  beforeAll(async () => {
    const animals = ['lion', 'tiger', 'leopard', 'jaguar', 'puma'].map(
      (name) => [name, { description: `a wild cat, hunting animal called ${name}` }] as const,
    );
    const fish = ['shark', 'trout', 'salmon', 'tuna'].map((name) => [name, { description: 'an animal of the sea with fins' }] as const);
    base = await baseOf(subject(), [
      ...animals,
      ...fish,
      ['cougar', { aliases: ['wild cat of the mountains'] }],
      ['tigers eye', { description: 'a stone' }],
      ["o'clock \\ & | ! 'quote'", { description: "it's a cat's name" }],
      'unrelated',
    ]);
    await baseOf(subject(), [['lynx', { description: 'a wild cat, hunting animal' }]]);
  });
  const similar = (...seeds: string[]): ReturnType<Subject['repositories']['text']['similar']> =>
    subject().repositories.text.similar(
      base.id,
      seeds.map((name) => entityId(base.id, name)),
      20,
    );

  it('puts entities that share the words of the seeds first and leaves the seeds out', async () => {
    const found = await similar('lion', 'tiger');
    expect(
      found
        .slice(0, 3)
        .map((row) => row.entityId)
        .sort(),
    ).toEqual(['jaguar', 'leopard', 'puma'].map((name) => entityId(base.id, name)).sort());
    const ids = found.map((row) => row.entityId);
    expect(ids).not.toContain(entityId(base.id, 'lion'));
    expect(ids).toContain(entityId(base.id, 'cougar'));
    expect(ids).toContain(entityId(base.id, 'tigers eye'));
    expect(ids).not.toContain(entityId(base.id, 'unrelated'));
    expect(ids.indexOf(entityId(base.id, 'cougar'))).toBeLessThan(ids.indexOf(entityId(base.id, 'trout')));
    const scores = found.map((row) => row.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
  });

  it('takes quotes, backslashes and operators in names as text', async () => {
    expect((await similar("o'clock \\ & | ! 'quote'")).length).toBeGreaterThan(0);
  });

  it('gives ties in order of their ids, the same each time, at most as many as asked', async () => {
    const found = await similar('shark');
    expect(found).toEqual(await similar('shark'));
    expect(await subject().repositories.text.similar(base.id, [entityId(base.id, 'shark')], 2)).toEqual(found.slice(0, 2));
    for (const [index, row] of found.entries()) {
      const next = found[index + 1];
      if (next?.score === row.score) expect(row.entityId < next.entityId).toBe(true);
    }
  });

  it('finds nothing without seeds, and leaves out what was deleted', async () => {
    expect(await similar()).toEqual([]);
    const other = await baseOf(subject(), [
      ['a', { description: 'cat' }],
      ['b', { description: 'cat' }],
      ['c', { description: 'cat' }],
    ]);
    await subject().database.prisma.entity.update({ where: { id: entityId(other.id, 'b') }, data: { deletedAt: new Date() } });
    const found = await subject().repositories.text.similar(other.id, [entityId(other.id, 'a')], 10);
    expect(found.map((row) => row.entityId)).toEqual([entityId(other.id, 'c')]);
  });
}
