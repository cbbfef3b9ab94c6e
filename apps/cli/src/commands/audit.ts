import type { Runtime } from '@etcetera/runtime';
import { CommandError } from '../transport/transport.js';

/** `etcetera audit verify`: checks the hash chains; names the first broken row. */
export async function verifyAudit(runtime: Runtime, json: boolean): Promise<string> {
  const scopes = ['server', ...(await runtime.repositories.knowledge.listBases()).map((base) => base.id)];
  const verdicts = [];
  for (const scope of scopes) verdicts.push(await runtime.repositories.audit.verify(scope));
  const broken = verdicts.filter((verdict) => !verdict.intact);
  const text = json
    ? JSON.stringify({ audit: { intact: broken.length === 0, scopes: verdicts } })
    : verdicts.map((verdict) => `${verdict.intact ? 'intact' : 'BROKEN'}  ${verdict.scope}  ${verdict.checked} events`).join('\n');
  if (broken.length === 0) return text;
  process.stdout.write(`${text}\n`);
  throw new CommandError(broken.map((verdict) => `${verdict.scope}: ${JSON.stringify(verdict)}`).join('\n'));
}
