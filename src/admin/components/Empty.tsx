import type { ReactNode } from 'react';
import classes from './Empty.module.css';

interface EmptyProps {
  /** A 20 px icon. */
  icon: ReactNode;
  title: string;
  /** One sentence that names the cause. */
  children?: ReactNode;
  /** Where it is the heading of the whole screen. */
  asTitle?: boolean;
  /** One thing to do. */
  action?: ReactNode;
}

/** What stands where a list would be when there is nothing in it. */
export function Empty({ icon, title, children, action, asTitle = false }: EmptyProps) {
  const Heading = asTitle ? 'h1' : 'h2';
  return (
    <div className={classes.empty}>
      <div className={classes.tile}>{icon}</div>
      <Heading className={classes.title}>{title}</Heading>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
