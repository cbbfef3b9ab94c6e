import { CloseButton } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';

interface Toast {
  readonly id: number;
  readonly tone: 'accept' | 'reject';
  readonly content: ReactNode;
}

type Say = (content: ReactNode, tone?: Toast['tone']) => void;

const ToastContext = createContext<Say>(() => undefined);

/** Short messages about what has just happened; read out, and gone after seven seconds unless they report a failure. */
export function ToastProvider({ children }: { children: ReactNode }): ReactElement {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const say = useCallback<Say>(
    (content, tone = 'accept') => {
      const id = next.current++;
      setToasts((all) => [...all.slice(-2), { id, tone, content }]);
      if (tone === 'accept') setTimeout(() => drop(id), 7000);
    },
    [drop],
  );
  const list = useMemo(
    () =>
      toasts.map(({ id, tone, content }) => (
        <div key={id} className="et-toast" data-tone={tone}>
          <div style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{content}</div>
          <CloseButton size="sm" aria-label="Dismiss" onClick={() => drop(id)} />
        </div>
      )),
    [toasts, drop],
  );
  return (
    <ToastContext value={say}>
      {children}
      <div className="et-toasts" role="status" aria-live="polite">
        {list}
      </div>
    </ToastContext>
  );
}

export const useToast = (): Say => useContext(ToastContext);
