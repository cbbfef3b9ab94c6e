import type { ReactElement } from 'react';
import { useState } from 'react';

export interface PicturedEntity {
  readonly name: string;
  readonly images?: readonly { readonly url: string }[];
}

/**
 * The first picture of an entity, or the first letter of its name. It always stands beside the name, so it is hidden from
 * assistive technology. Only pictures of this server are loaded.
 */
export function EntityPicture({ entity, size }: { entity: PicturedEntity; size: number }): ReactElement {
  const url = entity.images?.[0]?.url;
  const [brokenUrl, setBrokenUrl] = useState<string>();
  const shown = url?.startsWith('/') && !url.startsWith('//') && url !== brokenUrl ? url : undefined;
  return (
    <span className="et-picture" style={{ width: size, height: size, fontSize: size * 0.42 }} aria-hidden="true">
      {shown ? (
        <img src={shown} alt="" loading="lazy" decoding="async" width={size} height={size} onError={() => setBrokenUrl(shown)} />
      ) : (
        Array.from(entity.name.trim())[0]?.toUpperCase()
      )}
    </span>
  );
}
