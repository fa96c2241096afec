import { usePerson } from '../../api/session';
import { Face } from '../../components/Face';
import { Page } from '../../components/Page';
import classes from './account.module.css';
import { PasswordSection } from './PasswordSection';
import { SecondFactorSection } from './SecondFactorSection';
import { SessionsSection } from './SessionsSection';
import { t } from './texts';

/** One's own account: password, second factor, sessions. */
export function Account() {
  const { user } = usePerson();
  return (
    <Page title={t('heading')} layout="narrow">
      <div className={classes.person}>
        <Face id={user.id} name={user.name} size={48} />
        <div>
          <b>{user.name}</b>
          <span className="dim">{user.email}</span>
        </div>
      </div>
      <PasswordSection />
      <SecondFactorSection />
      <SessionsSection />
    </Page>
  );
}
