import type { RawEntityRow } from '@etcetera/knowledge';

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><circle r="1"/></svg>';

const NAMES = [
  'Lion',
  'Tiger',
  'Cheetah',
  'Leopard',
  'Jaguar',
  'Puma',
  'Lynx',
  'Ocelot',
  'Caracal',
  'Serval',
  'Shark',
  'Tuna',
  'Salmon',
  'Trout',
];

/** For tests: animals with an alias, sentences and a picture each, and two entities of one name. */
export async function* sampleAnimals(): AsyncGenerator<RawEntityRow> {
  const rows = [
    ...NAMES.map((name) => ({ name, externalId: name.toLowerCase() })),
    { name: 'Mercury', externalId: 'mercury-planet' },
    { name: 'Mercury', externalId: 'mercury-metal' },
  ];
  for (const [index, { name, externalId }] of rows.entries()) {
    await Promise.resolve();
    yield {
      kind: 'row',
      line: index + 1,
      raw: name,
      name,
      externalId,
      description: `${name}, as people know it`,
      aliases: [`${name} alias ${externalId}`],
      contexts: [`A ${name} was seen.`, `Another ${name} came.`],
      images: [{ bytes: Buffer.from(PICTURE.replace('viewBox', `id="${externalId}" viewBox`)), mimeType: 'image/svg+xml', altText: name }],
      attributes: { order: index },
    };
  }
}
