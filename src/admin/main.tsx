import './fonts.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './tokens.css';
import './page.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { onSignedOut, sessionChanged, useCurrentClient } from './api/session';
import { router } from './routes';
import { cssVariablesResolver, theme } from './theme';

// The page's policy takes style elements only with this; the libraries that make some are told.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
if (nonce) setNonce(nonce);

onSignedOut(() => {
  sessionChanged();
  void router.navigate({ to: '/sign-in', search: { to: router.state.location.href }, replace: true });
});

function App() {
  const client = useCurrentClient();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={localStorageColorSchemeManager({ key: 'keelson-scheme' })}
      defaultColorScheme="auto"
      getStyleNonce={nonce ? () => nonce : undefined}
      deduplicateCssVariables
    >
      <Provider value={client}>
        <RouterProvider router={router} />
      </Provider>
      <Notifications position="bottom-right" limit={3} />
    </MantineProvider>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
