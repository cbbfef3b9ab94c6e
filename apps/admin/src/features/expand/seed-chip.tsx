import { ActionIcon } from '@mantine/core';
import { IconArrowsExchange, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { isEntityId } from './entity-ref.js';
import { useSeed } from './use-seed.js';

interface SeedChipProps {
  readonly entry: string;
  readonly base: string | undefined;
  readonly belongs: boolean;
  readonly onMove: () => void;
  readonly onRemove: () => void;
}

/** A seed or negative seed, with its picture as soon as it is known which entity is meant. */
export function SeedChip({ entry, base, belongs, onMove, onRemove }: SeedChipProps): ReactElement {
  const entity = useSeed(entry, base);
  const name = entity?.name ?? (isEntityId(entry) ? (entity === null ? 'unknown entity' : '…') : entry);
  return (
    <li className="et-chip" data-belongs={belongs} data-unknown={entity === null || undefined}>
      <EntityPicture entity={entity ?? { name }} size={28} />
      <span className="et-chip-name">{name}</span>
      <ActionIcon
        size={26}
        variant="subtle"
        color="gray"
        aria-label={`${name}: say that it ${belongs ? 'does not belong' : 'belongs'}`}
        title={belongs ? 'Move to “does not belong”' : 'Move to “belongs”'}
        onClick={onMove}
      >
        <IconArrowsExchange size={15} />
      </ActionIcon>
      <ActionIcon size={26} variant="subtle" color="gray" aria-label={`Remove ${name}`} title="Remove" onClick={onRemove}>
        <IconX size={15} />
      </ActionIcon>
    </li>
  );
}
