import { type ReactNode, useEffect } from 'react';
import classes from './Page.module.css';

interface PageProps {
  /** Stands in the bar as the heading, and in the browser's title. */
  title: string;
  /** Beside the title, in grey: a count, a state. */
  note?: ReactNode;
  /** In front of the title: links to where this belongs. */
  crumbs?: ReactNode;
  /** At the right end of the bar; at most one of them is `solid`. */
  actions?: ReactNode;
  /** `column` centres the content at the width of the jobs screen and scrolls; `bare` leaves both to the children. */
  layout?: 'column' | 'narrow' | 'bare';
  children: ReactNode;
}

/** A screen on the sheet: the bar with its heading, and what it is about. */
export function Page({ title, note, crumbs, actions, layout = 'column', children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        {crumbs && <span className={classes.crumbs}>{crumbs}</span>}
        <h1 tabIndex={-1} data-page-heading>
          {title}
        </h1>
        {note !== undefined && <span className={classes.note}>{note}</span>}
        <div className="grow" />
        {actions}
      </div>
      {layout === 'bare' ? (
        children
      ) : (
        <div className={classes.scroll}>
          <div className={classes.column} data-layout={layout}>
            {children}
          </div>
        </div>
      )}
    </div>
  );
}

/** Sets the browser's title for as long as the component is there. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Keelson' : `${title} · Keelson`;
  }, [title]);
}
