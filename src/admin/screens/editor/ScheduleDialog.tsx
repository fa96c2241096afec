import '@mantine/dates/styles.css';
import { Button, Modal, SegmentedControl } from '@mantine/core';
import { DatePicker, TimeInput } from '@mantine/dates';
import { useState } from 'react';
import { formatMoment } from '../../i18n/formats';
import classes from './editor.module.css';
import { t } from './texts';

const pad = (value: number) => String(value).padStart(2, '0');
const dayOf = (date: Date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const timeOf = (date: Date) => `${pad(date.getHours())}:${pad(date.getMinutes())}`;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What most people plan. */
function presets(): { label: string; at: Date }[] {
  const now = new Date();
  const atEight = (days: number) => {
    const date = new Date(now);
    date.setDate(date.getDate() + days);
    date.setHours(8, 0, 0, 0);
    return date;
  };
  return [
    { label: t('inAnHour'), at: new Date(now.getTime() + 3_600_000) },
    { label: t('tomorrow'), at: atEight(1) },
    { label: t('nextMonday'), at: atEight((8 - now.getDay()) % 7 || 7) },
  ];
}

/** A plan for a document: when it goes live, or when it is taken down. */
export interface Plan {
  what: 'publishAt' | 'unpublishAt';
  at: string;
}

interface ScheduleDialogProps {
  onClose(): void;
  /** Closes the dialog itself when it has worked. */
  onPlan(plan: Plan): Promise<unknown>;
}

/** Asks when something shall happen, and says it back as a sentence. */
export function ScheduleDialog({ onClose, onPlan }: ScheduleDialogProps) {
  const [what, setWhat] = useState<Plan['what']>('publishAt');
  const [day, setDay] = useState<string | null>(null);
  const [time, setTime] = useState('08:00');
  const [busy, setBusy] = useState(false);
  const at = day ? new Date(`${day}T${time || '08:00'}`) : null;
  const past = at !== null && at.getTime() <= Date.now();
  const when = at ? <b>{formatMoment(at)}</b> : null;

  const plan = async () => {
    if (!at) return;
    setBusy(true);
    await onPlan({ what, at: at.toISOString() });
    setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={t('scheduleTitle')} size={352} centered>
      <SegmentedControl
        fullWidth
        size="xs"
        mb={12}
        value={what}
        onChange={next => setWhat(next as Plan['what'])}
        data={[
          { value: 'publishAt', label: t('publishTab') },
          { value: 'unpublishAt', label: t('unpublishTab') },
        ]}
        aria-label={t('scheduleTitle')}
      />
      <div className={classes.presets}>
        {presets().map(preset => (
          <Button
            key={preset.label}
            aria-pressed={day === dayOf(preset.at) && time === timeOf(preset.at)}
            onClick={() => {
              setDay(dayOf(preset.at));
              setTime(timeOf(preset.at));
            }}
          >
            {preset.label}
          </Button>
        ))}
      </div>
      <DatePicker
        value={day}
        onChange={setDay}
        minDate={dayOf(new Date())}
        weekendDays={[]}
        firstDayOfWeek={1}
        fullWidth
        size="xs"
        ariaLabels={{ nextMonth: t('nextMonth'), previousMonth: t('previousMonth') }}
      />
      <TimeInput label={t('time')} value={time} onChange={event => setTime(event.currentTarget.value)} mt={12} />
      <p className={classes.sentence} data-past={past || undefined}>
        {when === null
          ? t('pickDay', { zone: ZONE })
          : past
            ? t('past')
            : t.rich(what === 'publishAt' ? 'goesLiveAt' : 'comesDownAt', { when, zone: ZONE })}
      </p>
      <div className={classes.dialogFoot}>
        <Button size="sm" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button size="sm" className="solid" disabled={!at || past} loading={busy} onClick={() => void plan()}>
          {t('scheduleVerb')}
        </Button>
      </div>
    </Modal>
  );
}
