/** The explorer: sends an operation to this server and shows the answer. Served as it is, so it is plain JavaScript without imports. */

const EXAMPLES = [
  {
    name: 'Complete a set',
    query: `mutation Expand($input: ExpandInput!) {
  expand(input: $input, wait: 60000) {
    __typename
    ... on Expansion {
      id
      status
      cut { rank }
      results(first: 10) { edges { node { rank score entity { name } } } }
    }
    ... on UserError { code message }
    ... on UnknownEntityError { suggestions { name } }
  }
}`,
    variables: { input: { seeds: ['lion', 'tiger', 'leopard'] } },
  },
  {
    name: 'Predict the cost',
    query: `query Estimate($input: ExpandInput!) {
  estimateExpansion(input: $input) {
    ... on Estimate {
      method
      channels
      plan { calls promptTokens costMicroUsd estimatedSeconds }
      warnings { message }
    }
    ... on UserError { code message }
  }
}`,
    variables: { input: { seeds: ['lion', 'tiger', 'leopard'] } },
  },
  {
    name: 'Search entities',
    query: `query Search($text: String!) {
  searchEntities(text: $text, first: 5) { score how entity { id name images { url } } }
}`,
    variables: { text: 'leopadr' },
  },
  {
    name: 'Recent runs',
    query: `{
  expansions(first: 5) {
    totalCount
    edges { node { id status method createdAt seeds { name } actual { seconds calls } } }
  }
}`,
    variables: {},
  },
  {
    name: 'What this server can do',
    query: `{
  server { version mode channels notices models { name role } }
  knowledgeBases { slug name entityCount }
}`,
    variables: {},
  },
];

const element = (id) => document.getElementById(id);
const [examples, query, variables, run, status, response, schema, find, key] = [
  'examples',
  'query',
  'variables',
  'run',
  'status',
  'response',
  'schema',
  'find',
  'key',
].map(element);

EXAMPLES.forEach((example, index) => examples.append(new Option(example.name, String(index))));

function choose(index) {
  query.value = EXAMPLES[index].query;
  variables.value = JSON.stringify(EXAMPLES[index].variables, null, 2);
}

async function send() {
  let values;
  try {
    values = variables.value.trim() === '' ? {} : JSON.parse(variables.value);
  } catch (error) {
    status.textContent = `The variables are not valid JSON: ${error.message}`;
    variables.focus();
    return;
  }
  run.disabled = true;
  status.textContent = 'Running…';
  const started = performance.now();
  try {
    const headers = { 'content-type': 'application/json', ...(key.value ? { authorization: `Bearer ${key.value}` } : {}) };
    const answer = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query: query.value, variables: values }) });
    const body = await answer.text();
    response.textContent = pretty(body);
    status.textContent = `Status ${answer.status}, ${Math.round(performance.now() - started)} ms`;
  } catch (error) {
    status.textContent = `The server cannot be reached: ${error.message}`;
  } finally {
    run.disabled = false;
  }
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** Definitions are the blocks between blank lines; those that hold the text stay. */
let definitions = [];
function filter() {
  const text = find.value.trim().toLowerCase();
  const found = text === '' ? definitions : definitions.filter((definition) => definition.toLowerCase().includes(text));
  schema.textContent = found.join('\n\n') || 'Nothing in the schema has this text.';
}

examples.addEventListener('change', () => choose(Number(examples.value)));
run.addEventListener('click', send);
find.addEventListener('input', filter);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !run.disabled) {
    event.preventDefault();
    void send();
  }
});

choose(0);
const text = await (await fetch('/explorer/schema.graphql')).text();
definitions = text.trim().split(/\n\n(?=\S)/);
filter();
