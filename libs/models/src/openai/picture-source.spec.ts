import sharp from 'sharp';
import { renderPicture, withPictures } from './picture-source.js';

const svg = (body: string): { mimeType: string; bytes: Uint8Array } => ({
  mimeType: 'image/svg+xml',
  bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 36">${body}</svg>`),
});

describe('renderPicture', () => {
  it('turns an SVG into a PNG of 256 pixels at most, on white', async () => {
    const png = await renderPicture(svg('<rect x="0" y="0" width="36" height="36" fill="#ff0000"/>'));
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([256, 128, 3]);
    const pixel = (x: number, y: number): number[] => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    expect(pixel(20, 64)).toEqual([255, 0, 0]);
    expect(pixel(200, 64)).toEqual([255, 255, 255]);
  });

  it('shrinks large pictures and leaves small ones at their size', async () => {
    const webp = async (width: number): Promise<Uint8Array> =>
      sharp({ create: { width, height: width, channels: 4, background: '#00ff00' } })
        .webp()
        .toBuffer();
    const size = async (width: number): Promise<number | undefined> =>
      (await sharp(await renderPicture({ mimeType: 'image/webp', bytes: await webp(width) })).metadata()).width;
    expect(await size(900)).toBe(256);
    expect(await size(32)).toBe(32);
  });
});

describe('withPictures', () => {
  it('puts words in the place of pictures that are unknown or cannot be read, and reports them', async () => {
    const parts = ['good', 'unknown', 'broken'].map((sha256) => ({ type: 'picture' as const, sha256, rendering: 'png-256-on-white' }));
    const { parts: sent, missing } = await withPictures(parts, (sha256) =>
      Promise.resolve({ good: svg('<circle r="9"/>'), broken: { mimeType: 'image/png', bytes: Buffer.from('no picture') } }[sha256]),
    );
    expect(missing.toSorted()).toEqual(['broken', 'unknown']);
    expect(sent.map((part) => part.type)).toEqual(['image_url', 'text', 'text']);
    expect(JSON.stringify(sent[0])).toContain('data:image/png;base64,iVBOR');
  });
});
