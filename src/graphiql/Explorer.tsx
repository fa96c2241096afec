import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { EditorLook } from './EditorLook';
import { exampleOperations } from './examples';
import mark from './keelson.svg';
import { SessionName } from './SessionName';
import { SignIn } from './SignIn';
import { currentToken, goesBySession, onSessionChange } from './session';
import { createTransport } from './transport';

const defaultTabs = exampleOperations.map(({ query, variables }) => ({
  // The examples for the terminal name the server that this page came from.
  query: query.replaceAll('http://127.0.0.1:4000', location.origin),
  variables: variables && JSON.stringify(variables, null, 2),
}));

/** GraphiQL, signed in as the session says. The history plugin is left out: it would write headers to localStorage. */
export function Explorer() {
  const token = useSyncExternalStore(onSessionChange, currentToken);
  const [refused, setRefused] = useState(false);
  const transport = useMemo(() => createTransport(token, status => setRefused(status === 401)), [token]);
  useEffect(() => () => transport.close(), [transport]);
  return (
    <GraphiQL
      fetcher={transport.fetcher}
      defaultTabs={defaultTabs}
      defaultEditorToolsVisibility={false}
      defaultTheme={schemeOfDashboard()}
      editorTheme={{ light: 'keelson-light', dark: 'keelson-dark' }}
      inputValueDeprecation
      schemaDescription
      shouldPersistHeaders={false}
      plugins={[]}
    >
      <GraphiQL.Logo>
        <EditorLook />
        {goesBySession ? (
          <SessionName refused={refused} />
        ) : (
          <SignIn signedIn={token !== null} refused={refused && token !== null} />
        )}
        {!goesBySession && (
          <span className="keelson-name">
            <img className="keelson-mark" src={mark} alt="" />
            <span className="keelson-wordmark">Keelson</span>
          </span>
        )}
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

/** The colours that the person has chosen in the dashboard; who has chosen some here gets those. */
function schemeOfDashboard(): 'light' | 'dark' | undefined {
  const kept = localStorage.getItem('keelson-scheme');
  return kept === 'light' || kept === 'dark' ? kept : undefined;
}
