import { builder } from '../builder.js';
import type { ImageRow } from './entity-loaders.js';

export const EntityImage = builder.objectRef<ImageRow>('EntityImage').implement({
  fields: (t) => ({
    altText: t.exposeString('altText'),
    mimeType: t.exposeString('mimeType'),
    sha256: t.exposeString('sha256'),
    url: t.string({ resolve: (image) => `/images/${image.sha256}` }),
  }),
});
