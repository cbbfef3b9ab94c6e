import type { APIRequestContext } from '@playwright/test';

/** Asks the GraphQL API. @throws Error with the messages of the answer, if it has any */
export async function ask<Data>(
  request: APIRequestContext,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const response = await request.post('/graphql', { data: { query, variables }, timeout: 150_000 });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: readonly { message: string }[] };
  if (errors?.length || !data) throw new Error(`${response.status()}: ${errors?.map((error) => error.message).join('; ') ?? 'no data'}`);
  return data;
}

const EXPAND = `mutation ($input: ExpandInput!) {
  expand(input: $input, wait: 120000) {
    __typename
    ... on Expansion { id status results(first: 5) { edges { node { entity { rawId } } } } }
    ... on UserError { message }
  }
}`;
const SAVE = `mutation ($input: SaveSetInput!) { saveSet(input: $input) { __typename ... on EntitySet { id } ... on UserError { message } } }`;
const EVALUATE = `mutation ($input: EvaluateInput!) { evaluate(input: $input) { __typename ... on Evaluation { id } ... on UserError { message } } }`;
const EVALUATION = `query ($id: ID!) { node(id: $id) { ... on Evaluation { status } } }`;

interface Outcome {
  readonly __typename: string;
  readonly message?: string;
  readonly id: string;
}

/** A finished run, a set and an evaluation, so that every page has something to show. Returns the global ids. */
export async function makeContents(
  request: APIRequestContext,
): Promise<{ readonly run: string; readonly set: string; readonly evaluation: string }> {
  const { expand } = await ask<{ expand: Outcome & { results: { edges: { node: { entity: { rawId: string } } }[] } } }>(request, EXPAND, {
    input: { seeds: ['lion', 'tiger', 'leopard'], negativeSeeds: ['shark'], preset: 'QUICK' },
  });
  const run = idOf(expand, 'Expansion');
  const members = expand.results.edges.map(({ node }, index) => ({
    entityId: node.entity.rawId,
    status: index === 0 ? 'ACCEPTED' : 'SUGGESTED',
  }));
  const { saveSet } = await ask<{ saveSet: Outcome }>(request, SAVE, { input: { name: 'Animals in the zoo', members } });
  const { evaluate } = await ask<{ evaluate: Outcome }>(request, EVALUATE, {
    input: { benchmark: 'openmoji', method: 'EMBEDDING_CENTROID' },
  });
  return { run, set: idOf(saveSet, 'EntitySet'), evaluation: idOf(evaluate, 'Evaluation') };
}

/** Whether an evaluation has been worked off. */
export async function evaluationStatus(request: APIRequestContext, id: string): Promise<string> {
  const { node } = await ask<{ node: { status: string } | null }>(request, EVALUATION, { id });
  return node?.status ?? 'gone';
}

function idOf(outcome: Outcome, wanted: string): string {
  if (outcome.__typename !== wanted) throw new Error(`${outcome.__typename} instead of ${wanted}: ${outcome.message ?? ''}`);
  return outcome.id;
}
