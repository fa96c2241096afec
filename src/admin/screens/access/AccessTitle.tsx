import type { ReactNode } from 'react';
import { usePageTitle } from '../../components/Page';
import classes from './AccessLayout.module.css';

/** The heading of a screen for people who are not signed in, and what it says first. */
export function AccessTitle({ title, children }: { title: string; children?: ReactNode }) {
  usePageTitle(title);
  return (
    <>
      <h1 tabIndex={-1} data-page-heading>
        {title}
      </h1>
      {children && <p className={classes.intro}>{children}</p>}
    </>
  );
}
