import type { Channel, EvaluationStatus, ExpansionStatus } from '@etcetera/graphql-client';
import type { ReactElement, ReactNode } from 'react';
import { CHANNEL_LABELS, CHANNEL_SHORT, STATUS_LABELS } from '../format/labels.js';

export type Tone = 'plain' | 'accept' | 'reject' | 'notice' | 'accent';

export function Tag({ tone = 'plain', title, children }: { tone?: Tone; title?: string; children: ReactNode }): ReactElement {
  return (
    <span className="et-tag" data-tone={tone} title={title}>
      {children}
    </span>
  );
}

const STATUS_TONES: Partial<Record<ExpansionStatus | EvaluationStatus, Tone>> = {
  COMPLETED: 'accept',
  FAILED: 'reject',
  PAUSED: 'notice',
  SAMPLING: 'accent',
  RANKING: 'accent',
  RUNNING: 'accent',
};

export function StatusTag({ status }: { status: ExpansionStatus | EvaluationStatus }): ReactElement {
  return <Tag tone={STATUS_TONES[status] ?? 'plain'}>{STATUS_LABELS[status]}</Tag>;
}

/** "LM 3": the channel that proposed an entity, and its rank there. */
export function ChannelBadge({ channel, rank }: { channel: Channel; rank: number }): ReactElement {
  return (
    <span className="et-channel" data-channel={channel} title={`${CHANNEL_LABELS[channel]}, rank ${rank}`}>
      <b>{CHANNEL_SHORT[channel]}</b> {rank}
    </span>
  );
}
