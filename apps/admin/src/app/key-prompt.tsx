import { useApolloClient } from '@apollo/client/react';
import { Button, Modal, PasswordInput } from '@mantine/core';
import type { FormEvent, ReactElement } from 'react';
import { useState, useSyncExternalStore } from 'react';
import { accessKey } from '../api/access-key.js';

/** Asks for an access key when the server has refused a request for want of one. */
export function KeyPrompt(): ReactElement {
  const client = useApolloClient();
  const wanted = useSyncExternalStore(accessKey.subscribe, accessKey.isWanted);
  const [key, setKey] = useState('');
  const refused = wanted && accessKey.value !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!key.trim()) return;
    accessKey.keep(key.trim());
    setKey('');
    void client.refetchQueries({ include: 'active' });
  };
  return (
    <Modal
      opened={wanted}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="This server asks for a key"
      centered
    >
      <form onSubmit={submit} style={{ display: 'grid', gap: '1rem' }}>
        <PasswordInput
          data-autofocus
          label="Access key"
          description="Kept in this tab only, and forgotten when you close it."
          error={refused ? 'The server did not take the last key. Check it, or ask for a new one.' : undefined}
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!key.trim()}>
          Go on
        </Button>
      </form>
    </Modal>
  );
}
