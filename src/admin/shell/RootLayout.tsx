import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ConnectionBanner } from './ConnectionBanner';

/** Around every screen: says when the connection is lost, and leads the keyboard to the heading of the next screen. */
export function RootLayout() {
  useFocusOnNavigation();
  return (
    <>
      <ConnectionBanner />
      <Outlet />
    </>
  );
}

/** A screen reader hears of the new screen, and Tab goes on from its top; filters in the address move nothing. */
function useFocusOnNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) {
          document.querySelector<HTMLElement>('[data-page-heading]')?.focus({ preventScroll: true });
        }
      }),
    [router],
  );
}
