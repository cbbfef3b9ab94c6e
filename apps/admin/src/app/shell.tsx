import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useEffect, useRef } from 'react';
import { ColorSchemeSwitch } from './color-scheme-switch.js';
import { KeyPrompt } from './key-prompt.js';
import { ServerStatus } from './server-status.js';
import { ToastProvider } from '../shared/ui/toast.js';
import { Wordmark } from './wordmark.js';

function Navigation({ onNavigate }: { onNavigate?: () => void }): ReactElement {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = (prefix: string) => ((prefix === '/' ? path === '/' : path.startsWith(prefix)) ? ('page' as const) : undefined);
  const follow = onNavigate ? { onClick: onNavigate } : {};
  return (
    <>
      <Link to="/" search={{}} aria-current={current('/')} activeProps={{}} {...follow}>
        Expand
      </Link>
      <Link to="/sets" aria-current={current('/sets')} activeProps={{}} {...follow}>
        Sets
      </Link>
      <Link to="/runs" search={{}} aria-current={current('/runs')} activeProps={{}} {...follow}>
        Runs
      </Link>
      <Link to="/evaluations" search={{}} aria-current={current('/evaluations')} activeProps={{}} {...follow}>
        Evaluations
      </Link>
    </>
  );
}

/** The frame of every page. Moving to another page moves the focus to its content, as a page load would. */
export function Shell(): ReactElement {
  const [opened, menu] = useDisclosure(false);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return (
    <ToastProvider>
      <a className="et-skip" href="#main">
        Skip to the content
      </a>
      <header className="et-header">
        <div className="et-header-row">
          <ActionIcon hiddenFrom="sm" variant="subtle" color="gray" size="lg" aria-label="Menu" aria-expanded={opened} onClick={menu.open}>
            <IconMenu2 size={20} />
          </ActionIcon>
          <Wordmark />
          <nav className="et-nav mantine-visible-from-sm" aria-label="Pages">
            <Navigation />
          </nav>
          <div className="et-header-end">
            <ServerStatus />
            <ColorSchemeSwitch />
          </div>
        </div>
      </header>
      <Drawer opened={opened} onClose={menu.close} title="Etcetera" size={260} closeButtonProps={{ 'aria-label': 'Close the menu' }}>
        <nav className="et-drawer-nav" aria-label="Pages">
          <Navigation onNavigate={menu.close} />
        </nav>
      </Drawer>
      <main id="main" ref={main} tabIndex={-1} className="et-main">
        <Outlet />
      </main>
      <KeyPrompt />
    </ToastProvider>
  );
}
