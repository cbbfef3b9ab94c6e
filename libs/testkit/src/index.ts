export type { FakeFault } from './openai/fake-openai-faults.js';
export { startFakeOpenAiServer, type FakeOpenAiOptions, type FakeOpenAiServer, type RecordedRequest } from './openai/fake-openai-server.js';
export { promptText, shownEntities, type RankingRule, type ShownEntity } from './openai/sensible-answer.js';
