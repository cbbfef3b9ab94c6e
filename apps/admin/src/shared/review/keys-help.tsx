import { Kbd, Modal, Switch } from '@mantine/core';
import type { ReactElement } from 'react';
import { useKeysEnabled } from './use-review-keys.js';

const KEYS: readonly [readonly string[], string][] = [
  [['j', 'k'], 'next, previous'],
  [['←', '→', '↑', '↓'], 'move inside the list'],
  [['a'], 'accept: it belongs'],
  [['r'], 'reject: it does not belong'],
  [['u'], 'undo the last decision'],
  [['e', 'Enter'], 'open the evidence'],
  [['Esc'], 'close what is open'],
  [['?'], 'this list'],
];

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactElement {
  const [enabled, setEnabled] = useKeysEnabled();
  return (
    <Modal opened={opened} onClose={onClose} title="Keys for reviewing" closeButtonProps={{ 'aria-label': 'Close' }} centered>
      <dl className="et-facts" style={{ rowGap: '0.5rem' }}>
        {KEYS.map(([keys, meaning]) => (
          <div key={meaning} style={{ display: 'contents' }}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key} mr={4}>
                  {key}
                </Kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Switch mt="md" label="Single letters work as keys" checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />
    </Modal>
  );
}
