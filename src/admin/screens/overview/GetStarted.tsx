import { Link } from '@tanstack/react-router';
import { IconFileImport, IconKey, IconPencilPlus, IconTerminal2, IconUserPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMay } from '../../api/session';
import { type ContentType, mayDo } from '../../content/content-type';
import classes from './Overview.module.css';
import { t } from './texts';

const ICON = { size: 14, stroke: 1.8 };

/** What to do where nothing has been done yet, as far as the person may. */
export function GetStarted({ types }: { types: readonly ContentType[] }) {
  const imports = useMay('imports.write');
  const managesPeople = useMay('users.manage');
  const [first] = types.filter(type => mayDo(type, 'WRITE'));
  return (
    <section className={classes.start}>
      <h2>{t('startTitle')}</h2>
      <p>{t('startText')}</p>
      <ul>
        {first && (
          <Step icon={<IconPencilPlus {...ICON} />} text={t('startCreateText')}>
            <Link to="/content/$type/$id" params={{ type: first.plural, id: 'new' }}>
              {t('startCreate', { type: first.label.toLowerCase() })}
            </Link>
          </Step>
        )}
        {imports && (
          <Step icon={<IconFileImport {...ICON} />} text={t('startImportText')}>
            <Link to="/imports/new">{t('startImport')}</Link>
          </Step>
        )}
        {managesPeople && (
          <>
            <Step icon={<IconUserPlus {...ICON} />} text={t('startInviteText')}>
              <Link to="/people/users">{t('startInvite')}</Link>
            </Step>
            <Step icon={<IconKey {...ICON} />} text={t('startTokenText')}>
              <Link to="/people/tokens">{t('startToken')}</Link>
            </Step>
          </>
        )}
        <Step icon={<IconTerminal2 {...ICON} />} text={t('startExploreText')}>
          <Link to="/graphiql">{t('startExplore')}</Link>
        </Step>
      </ul>
    </section>
  );
}

function Step({ icon, text, children }: { icon: ReactNode; text: string; children: ReactNode }) {
  return (
    <li>
      <span className={classes.disc} data-tone="blue" aria-hidden>
        {icon}
      </span>
      <div className={classes.words}>
        {children}
        <small>{text}</small>
      </div>
    </li>
  );
}
