import { useNavigate, useRouter } from '@tanstack/react-router';
import { sessionChanged } from '../../api/session';

/** Goes on as the person who has just signed in, to where they wanted to go. */
export function useEnter(): (to?: string) => Promise<void> {
  const navigate = useNavigate();
  const router = useRouter();
  return async to => {
    sessionChanged();
    if (to === undefined) await navigate({ to: '/' });
    else router.history.push(`${router.basepath}${to}`);
  };
}
