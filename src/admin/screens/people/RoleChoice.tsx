import { Checkbox, MultiSelect } from '@mantine/core';
import { useQuery } from 'urql';
import { SkeletonRows } from '../../components/Skeleton';
import classes from './people.module.css';
import { t } from './texts';
import { ROLE_CHOICES } from './user-documents';

/** Which roles somebody has, and in which languages where a role is limited to some. */
export type RolesChosen = Readonly<Record<string, readonly string[] | null>>;

interface RoleChoiceProps {
  chosen: RolesChosen;
  onChange: (chosen: RolesChosen) => void;
  /** Invitations can't say languages yet. */
  withLocales?: boolean;
}

/** Checkboxes for the roles of the site. */
export function RoleChoice({ chosen, onChange, withLocales = true }: RoleChoiceProps) {
  const [{ data }] = useQuery({ query: ROLE_CHOICES });
  if (!data) return <SkeletonRows rows={4} height={32} widths={['50%']} />;
  const { roles, contentLocales } = data;
  return (
    <fieldset className={classes.checks}>
      <legend>{t('roles')}</legend>
      {roles
        .filter(({ builtIn }) => builtIn !== 'public')
        .map(({ roleId, name, description, grants }) => (
          <div key={roleId} className={classes.checks}>
            <Checkbox
              label={name}
              description={description}
              checked={roleId in chosen}
              onChange={event => {
                const { [roleId]: _left, ...others } = chosen;
                onChange(event.currentTarget.checked ? { ...others, [roleId]: null } : others);
              }}
            />
            {withLocales && roleId in chosen && grants.some(({ ownLocales }) => ownLocales) && (
              <MultiSelect
                label={t('locales', { role: name })}
                description={t('localesHelp')}
                data={contentLocales.map(({ tag }) => tag)}
                value={[...(chosen[roleId] ?? [])]}
                onChange={locales => onChange({ ...chosen, [roleId]: locales })}
              />
            )}
          </div>
        ))}
    </fieldset>
  );
}
