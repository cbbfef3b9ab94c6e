import './app/mantine-styles.js';
import './app/app.css';
import { ApolloProvider } from '@apollo/client/react';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApolloClient } from './api/client.js';
import { router } from './app/router.js';
import { cssVariables, theme } from './app/theme.js';

const client = createApolloClient();
// The same key is read by color-scheme.js before the first paint.
const colorScheme = localStorageColorSchemeManager({ key: 'etcetera-color-scheme' });
const container = document.getElementById('root');
if (!container) throw new Error('The page has no element with the id "root".');

createRoot(container).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
      <ApolloProvider client={client}>
        <RouterProvider router={router} />
      </ApolloProvider>
    </MantineProvider>
  </StrictMode>,
);
