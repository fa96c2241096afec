import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconWorld } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import classes from './editor.module.css';
import { languageName } from './field-places';
import { t } from './texts';
import type { OpenDocument } from './use-open-document';

interface LocaleMenuProps {
  open: OpenDocument;
  small: boolean;
  beside: boolean;
  onBeside(beside: boolean): void;
  onRemove(): void;
}

/** Which language is written, and which of them the document has. */
export function LocaleMenu({ open, small, beside, onBeside, onRemove }: LocaleMenuProps) {
  const navigate = useNavigate();
  const { type, model, facts, locale, rights } = open;
  const translating = locale !== model.defaultLocale;
  const mayRemove =
    translating &&
    facts?._locales.includes(locale) &&
    rights.has('WRITE') &&
    (!type.writableLocales || type.writableLocales.includes(locale));
  const language = languageName(locale);
  const choose = (tag: string) =>
    navigate({
      to: '/content/$type/$id',
      params: { type: type.plural, id: facts?.id ?? 'new' },
      search: tag === model.defaultLocale ? {} : { locale: tag },
    });
  return (
    <Menu position="bottom-end" width={244}>
      <Menu.Target>
        <Button
          leftSection={small ? undefined : <IconWorld size={14} stroke={1.6} />}
          rightSection={<IconChevronDown size={12} />}
          aria-label={t('language', { language })}
        >
          {small ? locale.toUpperCase() : language}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('languages')}</Menu.Label>
        {model.locales.map(({ tag, isDefault }) => {
          const has = facts?._locales.includes(tag) ?? false;
          return (
            <Menu.Item
              key={tag}
              disabled={facts === null && !isDefault}
              aria-current={tag === locale || undefined}
              data-on={tag === locale || undefined}
              onClick={() => void choose(tag)}
              rightSection={
                <small className={has || isDefault ? 'dim' : classes.missing}>
                  {isDefault ? t('original') : has ? t('translated') : t('missing')}
                </small>
              }
            >
              {languageName(tag)}
            </Menu.Item>
          );
        })}
        {translating && (
          <>
            <Menu.Divider />
            <Menu.CheckboxItem checked={beside} onChange={() => onBeside(!beside)}>
              {t('sideBySide')}
            </Menu.CheckboxItem>
            {mayRemove && (
              <Menu.Item className={classes.grave} onClick={onRemove}>
                {t('removeTranslation')}
              </Menu.Item>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
