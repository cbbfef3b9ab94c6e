import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';
import type { Decision } from './review-state.js';
import { step } from './move.js';

export interface ReviewKeys {
  readonly ids: readonly string[];
  readonly activeId: string | undefined;
  readonly onActive: (id: string) => void;
  readonly onDecide: (id: string, decision: Decision) => void;
  readonly onUndo: () => void;
  readonly onOpen?: (id: string) => void;
  readonly onHelp: () => void;
}

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]';

/** Puts the focus on an item, which also scrolls it into view. */
export function focusItem(id: string): void {
  document.querySelector<HTMLElement>(`[data-review-id="${CSS.escape(id)}"]`)?.focus();
}

/** Items side by side in the list that has the focus; 1 in a table. */
function columnsOf(list: Element): number {
  return getComputedStyle(list).display === 'grid' ? getComputedStyle(list).gridTemplateColumns.split(' ').length : 1;
}

/** Single keys can be switched off, for people whose software sends them by itself (WCAG 2.1.4). */
export const useKeysEnabled = () => useLocalStorage({ key: 'etcetera-review-keys', defaultValue: true, getInitialValueInEffect: false });

/** `j k` move, `a r u` decide, `e` opens, `?` explains; arrows move while the list has the focus. */
export function useReviewKeys(keys: ReviewKeys): void {
  const [enabled] = useKeysEnabled();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest(TYPING)) return;
    if (document.querySelector('[role="dialog"][aria-modal="true"]')) return;
    const list = target.closest('[data-review-list]');
    const moveBy: Record<string, number> = {
      ...(enabled ? { j: 1, k: -1 } : {}),
      ...(list ? { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columnsOf(list), ArrowUp: -columnsOf(list) } : {}),
    };
    const by = moveBy[event.key];
    if (by !== undefined) {
      const next = step(keys.ids, keys.activeId, by);
      if (next === undefined) return;
      event.preventDefault();
      keys.onActive(next);
      focusItem(next);
      return;
    }
    if (!enabled) return;
    const act = actionOf(event.key, keys);
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function actionOf(key: string, keys: ReviewKeys): (() => void) | undefined {
  if (key === '?') return keys.onHelp;
  if (key === 'u') return keys.onUndo;
  const id = keys.activeId;
  if (id === undefined) return undefined;
  if (key === 'e' && keys.onOpen) return () => keys.onOpen?.(id);
  if (key !== 'a' && key !== 'r') return undefined;
  return () => {
    keys.onDecide(id, key === 'a' ? 'ACCEPTED' : 'REJECTED');
    const next = step(keys.ids, id, 1);
    if (next === undefined) return;
    keys.onActive(next);
    focusItem(next);
  };
}
