import { useContentModel } from '../../content/content-types';
import { ALL_TYPES, cellKey, RIGHTS, type RoleDraft, type Way } from './role-draft';
import classes from './RightsTable.module.css';
import { RightCell } from './RightCell';
import { t } from './texts';

interface RightsTableProps {
  draft: RoleDraft;
  readOnly: boolean;
  /** For the role of everybody: to read what is live, and nothing else. */
  liveOnly: boolean;
  onChange: (cells: RoleDraft['cells']) => void;
}

/** Content types by rights; each cell says under which conditions. */
export function RightsTable({ draft, readOnly, liveOnly, onChange }: RightsTableProps) {
  const model = useContentModel();
  const rows = [
    { name: ALL_TYPES, label: t('allTypes'), fields: [] as string[] },
    ...(model?.types ?? []).map(({ name, pluralLabel, fields }) => ({
      name,
      label: pluralLabel,
      fields: fields.map(field => field.name),
    })),
  ];
  const rights = liveOnly ? (['READ'] as const) : RIGHTS;
  const set = (key: string, ways: readonly Way[]) => {
    const { [key]: _before, ...others } = draft.cells;
    onChange(ways.length === 0 ? others : { ...others, [key]: ways });
  };
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={t('content')}>
        <thead>
          <tr>
            <th scope="col">{t('type')}</th>
            {rights.map(right => (
              <th key={right} scope="col">
                {t(right)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, label, fields }) => (
            <tr key={name} data-all={name === ALL_TYPES || undefined}>
              <th scope="row">{label}</th>
              {rights.map(right => (
                <td key={right}>
                  <RightCell
                    label={t('cell', { right: t(right), type: label })}
                    right={right}
                    ways={draft.cells[cellKey(name, right)] ?? []}
                    inherited={name === ALL_TYPES ? [] : (draft.cells[cellKey(ALL_TYPES, right)] ?? [])}
                    fields={fields}
                    locales={model?.locales.map(({ tag }) => tag) ?? []}
                    readOnly={readOnly}
                    liveOnly={liveOnly}
                    onChange={ways => set(cellKey(name, right), ways)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
