import { notifications } from '@mantine/notifications';
import { t } from './texts';

/** Says for a few seconds that something has worked. */
export function toast(message: string): void {
  notifications.show({ message, withBorder: true, autoClose: 4_000, closeButtonProps: { 'aria-label': t('close') } });
}

/** Says that something has failed, until it is closed. */
export function toastFault(message: string): void {
  notifications.show({
    message,
    color: 'red',
    withBorder: true,
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': t('close') },
  });
}
