import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { PriorStore } from '@etcetera/expansion';
import type { PrismaClient } from '../../generated/client/client.js';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Priors as gzip of 32-bit floats in little-endian order. Storing one again replaces it. */
export function createPriorStore(prisma: PrismaClient): PriorStore {
  return {
    async get({ vocabularyHash, modelKey, promptHash }) {
      const row = await prisma.vocabularyPrior.findUnique({
        where: { vocabularyHash_modelKey_promptHash: { vocabularyHash, modelKey, promptHash } },
        select: { content: true },
      });
      return row ? toFloats(await decompress(row.content)) : undefined;
    },

    async put({ baseId, ...key }, { values, steps, elapsedMs }) {
      const content = new Uint8Array(await compress(toBytes(values)));
      const prior = { baseId, content, steps, elapsedMs: Math.round(elapsedMs) };
      await prisma.vocabularyPrior.upsert({
        where: { vocabularyHash_modelKey_promptHash: key },
        create: { ...key, ...prior },
        update: prior,
      });
    },
  };
}

function toBytes(values: Float32Array): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * 4);
  values.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes;
}

function toFloats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
