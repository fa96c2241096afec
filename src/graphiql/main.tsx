// The workers must be set up before anything touches Monaco.
import 'graphiql/setup-workers/vite';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import { Explorer } from './Explorer';
import { takeTokenFromAddress } from './session';
import './fonts.css';
import './tokens.css';
import './page.css';
import './sign-in.css';
import './phone.css';

takeTokenFromAddress();
// The sign-in link opened in a tab that shows the explorer already changes only the fragment.
window.addEventListener('hashchange', takeTokenFromAddress);

const root = document.getElementById('root');
if (root) createRoot(root).render(<Explorer />);
