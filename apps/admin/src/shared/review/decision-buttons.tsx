import { ActionIcon } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Decision } from './review-state.js';

interface DecisionButtonsProps {
  readonly name: string;
  readonly decision: Decision | null;
  /** Only the active item of a list is in the tab order; the others are reached by moving. */
  readonly reachable: boolean;
  readonly onDecide: (decision: Decision | null) => void;
}

/** Accept and reject; pressing the one that is set takes the decision back. */
export function DecisionButtons({ name, decision, reachable, onDecide }: DecisionButtonsProps): ReactElement {
  const button = (value: Decision, label: string, Icon: typeof IconCheck) => (
    <ActionIcon
      className="et-decide"
      data-decision={value}
      variant="subtle"
      size={30}
      tabIndex={reachable ? 0 : -1}
      aria-pressed={decision === value}
      aria-label={`${label} ${name}`}
      title={label}
      onClick={() => onDecide(decision === value ? null : value)}
    >
      <Icon size={17} />
    </ActionIcon>
  );
  return (
    <span className="et-decisions">
      {button('ACCEPTED', 'Accept', IconCheck)}
      {button('REJECTED', 'Reject', IconX)}
    </span>
  );
}
