import sharp from 'sharp';
import { PICTURE_RENDERING, type QuestionPart } from './judge-prompt.js';
import type { ContentPart } from './wire.js';

/** The port through which pictures of entities are had. */
export type PictureSource = (sha256: string) => Promise<{ readonly mimeType: string; readonly bytes: Uint8Array } | undefined>;

/** Edge of the square that a picture is fitted into, in pixels: the smallest tile of common vision models. */
const EDGE = 256;

/**
 * A picture (SVG, PNG, JPEG, WebP, GIF, AVIF) as PNG of at most 256 × 256 pixels on white, because transparent pictures turn black in some models.
 * @throws when the bytes are not a picture.
 */
export async function renderPicture(picture: { readonly mimeType: string; readonly bytes: Uint8Array }): Promise<Uint8Array> {
  const vector = picture.mimeType.startsWith('image/svg');
  return sharp(picture.bytes, { limitInputPixels: 50_000_000, ...(vector ? { density: 150 } : {}) })
    .resize(EDGE, EDGE, { fit: 'inside', withoutEnlargement: !vector })
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer();
}

/** Puts the pictures into a question. One that cannot be had is replaced by words and reported, so that the answer is still explained. */
export async function withPictures(
  parts: readonly QuestionPart[],
  source: PictureSource,
): Promise<{ readonly parts: readonly ContentPart[]; readonly missing: readonly string[] }> {
  const missing: string[] = [];
  const sent = await Promise.all(
    parts.map(async (part): Promise<ContentPart> => {
      if (part.type === 'text') return part;
      const url = await dataUrl(part.sha256, source);
      if (url !== undefined) return { type: 'image_url', image_url: { url, detail: 'low' } };
      missing.push(part.sha256);
      return { type: 'text', text: '(this picture is not available)\n' };
    }),
  );
  return { parts: sent, missing };
}

async function dataUrl(sha256: string, source: PictureSource): Promise<string | undefined> {
  const picture = await source(sha256);
  if (!picture) return undefined;
  try {
    return `data:image/${PICTURE_RENDERING.split('-')[0]};base64,${Buffer.from(await renderPicture(picture)).toString('base64')}`;
  } catch {
    return undefined;
  }
}
