import { ReplayDocument } from '@etcetera/graphql-client';
import { CommandError, type Transport } from '../transport/transport.js';

/** `etcetera replay`: runs a finished expansion again from its stored answers and compares the bytes. */
export async function replay(transport: Transport, id: string, json: boolean): Promise<string> {
  const { replayExpansion } = await transport.execute(ReplayDocument, { id });
  if (replayExpansion.__typename === 'ReplayMismatchError') {
    const { expectedSha256, actualSha256, message } = replayExpansion;
    if (json) process.stdout.write(`${JSON.stringify({ replay: { id, identical: false, expectedSha256, actualSha256 } })}\n`);
    throw new CommandError(message);
  }
  if (replayExpansion.__typename !== 'Replay') throw new CommandError(replayExpansion.message);
  const { identical, sha256, callsUsed, seconds, expansion } = replayExpansion;
  if (json) return JSON.stringify({ replay: { id: expansion.rawId, identical, sha256, callsUsed, seconds } });
  return `Identical: ${sha256}\n${callsUsed} recorded answers used, no model asked, ${seconds.toFixed(2)} s.`;
}
