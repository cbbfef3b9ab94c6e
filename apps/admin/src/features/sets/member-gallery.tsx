import type { MemberStatus, SetWithMembersFragment } from '@etcetera/graphql-client';
import { VisuallyHidden } from '@mantine/core';
import type { ReactElement } from 'react';
import { MEMBER_LABELS } from '../../shared/format/labels.js';
import { formatScore } from '../../shared/format/numbers.js';
import { DecisionButtons } from '../../shared/review/decision-buttons.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { Tag, type Tone } from '../../shared/ui/tags.js';

export type Member = SetWithMembersFragment['members'][number];

const TONES: Readonly<Record<MemberStatus, Tone>> = {
  SEED: 'accent',
  ACCEPTED: 'accept',
  SUGGESTED: 'plain',
  REJECTED: 'reject',
  NEGATIVE_SEED: 'reject',
};

interface MemberGalleryProps {
  readonly members: readonly Member[];
  readonly activeId: string | undefined;
  readonly statusOf: (entityId: string) => MemberStatus;
  readonly onActive: (entityId: string) => void;
  readonly onDecide: (entityId: string, status: MemberStatus) => void;
  readonly onOpen: (entityId: string) => void;
}

/** The members of a set as pictures; seeds stay what they are, everything else can be decided. */
export function MemberGallery({ members, activeId, statusOf, onActive, onDecide, onOpen }: MemberGalleryProps): ReactElement {
  return (
    <ul className="et-gallery" data-review-list aria-label="Members">
      {members.map(({ entity, score }, position) => {
        const status = statusOf(entity.id);
        const active = activeId === entity.id;
        const reachable = active || (activeId === undefined && position === 0);
        const decision = status === 'ACCEPTED' || status === 'REJECTED' ? status : null;
        return (
          <li key={entity.id} className="et-card" data-active={active || undefined} data-decision={decision ?? undefined}>
            <button
              type="button"
              className="et-card-main"
              data-review-id={entity.id}
              tabIndex={reachable ? 0 : -1}
              aria-label={`${entity.name}, ${MEMBER_LABELS[status].toLowerCase()}`}
              onFocus={() => onActive(entity.id)}
              onClick={() => onOpen(entity.id)}
            >
              <span className="et-card-plate">
                <EntityPicture entity={entity} size={84} />
              </span>
              <span className="et-card-text">
                <span className="et-card-name" title={entity.name}>
                  {entity.name}
                </span>
                <span>
                  <Tag tone={TONES[status]}>{MEMBER_LABELS[status]}</Tag>
                </span>
              </span>
            </button>
            <div className="et-card-foot">
              <span className="et-small et-num et-dim">
                {score == null ? null : (
                  <>
                    <VisuallyHidden>Score </VisuallyHidden>
                    {formatScore(score)}
                  </>
                )}
              </span>
              {status === 'SEED' || status === 'NEGATIVE_SEED' ? null : (
                <DecisionButtons
                  name={entity.name}
                  decision={decision}
                  reachable={reachable}
                  onDecide={(value) => onDecide(entity.id, value ?? 'SUGGESTED')}
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
