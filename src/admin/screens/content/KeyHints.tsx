import { Kbd } from '@mantine/core';
import { formatNumber } from '../../i18n/formats';
import classes from './list.module.css';
import { t } from './texts';

/** The foot of a list: which keys there are, and how much of it is shown. */
export function KeyHints({ shown, total, isTree }: { shown: number; total: number | null; isTree: boolean }) {
  return (
    <footer className={classes.hints}>
      <span>
        <Kbd>J</Kbd>
        <Kbd>K</Kbd> {t('move')}
      </span>
      {isTree && (
        <>
          <span>
            <Kbd>←</Kbd>
            <Kbd>→</Kbd> {t('keyOpenClose')}
          </span>
          <span>
            <Kbd>{t('alt')}</Kbd>
            <Kbd>↑↓←→</Kbd> {t('keyMove')}
          </span>
        </>
      )}
      <span>
        <Kbd>X</Kbd> {t('keySelect')}
      </span>
      <span>
        <Kbd>↵</Kbd> {t('keyOpen')}
      </span>
      <span>
        <Kbd>/</Kbd> {t('keySearch')}
      </span>
      <div className="grow" />
      <span aria-live="polite" className="num">
        {total === null ? t('loading') : t('shown', { shown: formatNumber(shown), total: formatNumber(total) })}
      </span>
    </footer>
  );
}
