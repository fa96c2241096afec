import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useClient } from 'urql';
import { faultOf, type Problem } from '../../api/faults';
import { toast, toastFault } from '../../components/toast';
import { bulkMutationOf, type ContentState, type ContentType, mayDo } from '../../content/content-type';
import { mutationDocumentFor } from '../../content/document-for';
import type { ListVariables } from '../../content/list-query';
import { JobNotice } from './JobNotice';
import { OfferNotice } from './OfferNotice';
import { t } from './texts';

/** What can be done with many documents at once. */
export type BulkVerb = 'publish' | 'unpublish' | 'schedule' | 'trash';

/** The right that it needs, and the states of documents that it changes. */
export const VERBS: Readonly<Record<BulkVerb, { right: 'PUBLISH' | 'DELETE'; states: readonly ContentState[] }>> = {
  publish: { right: 'PUBLISH', states: ['DRAFT', 'CHANGED', 'SCHEDULED'] },
  unpublish: { right: 'PUBLISH', states: ['PUBLISHED', 'CHANGED', 'SCHEDULED'] },
  schedule: { right: 'PUBLISH', states: ['DRAFT', 'CHANGED', 'SCHEDULED', 'PUBLISHED'] },
  trash: { right: 'DELETE', states: ['DRAFT', 'PUBLISHED', 'CHANGED', 'SCHEDULED'] },
};

/** The verbs that the viewer may use on some documents of the type. */
export function verbsOf(type: ContentType): BulkVerb[] {
  return (Object.keys(VERBS) as BulkVerb[]).filter(verb => mayDo(type, VERBS[verb].right));
}

/** As many as one request may name; more become a job. */
export const MOST_AT_ONCE = 100;

/** Which documents: some, or all that the list finds. */
export type Targets = { ids: readonly string[] } | { matching: ListVariables };

/** When: `publishAt` or `unpublishAt`; only to schedule. */
export type Times = Partial<Record<'publishAt' | 'unpublishAt', string>>;

/** Does something with many documents: at once where they can be named, else as a job. `true` when it was done or has begun. */
export function useBulk(type: ContentType): (verb: BulkVerb, targets: Targets, times?: Times) => Promise<boolean> {
  const client = useClient();
  const navigate = useNavigate();

  const details = (id: string) => {
    notifications.hide(`job-${id}`);
    void navigate({ to: '/jobs/$id', params: { id } });
  };

  /** `instead` is offered when it was refused. */
  async function send(
    mutation: string,
    input: object,
    selection: string,
    instead?: () => void,
  ): Promise<Record<string, unknown> | null> {
    const { data, error } = await client.mutation(mutationDocumentFor(mutation, selection), { input }).toPromise();
    const payload = (data as { payload?: { userErrors: Problem[] } & Record<string, unknown> } | undefined)?.payload;
    const message = error ? faultOf(error).message : payload?.userErrors.map(problem => problem.message).join(' ');
    if (!payload || message) {
      const text = t('refused', { message: message ?? '' });
      if (instead && !error) offer(`refused-${mutation}`, text, t('othersAsJob'), instead, 'red');
      else toastFault(text);
      return null;
    }
    return payload;
  }

  /** A text with something to do about it. */
  function offer(id: string, text: string, action: string, act: () => void, color?: 'red'): void {
    const taken = () => {
      notifications.hide(id);
      act();
    };
    notifications.hide(id);
    notifications.show({
      id,
      withBorder: true,
      ...(color ? { color } : {}),
      autoClose: color ? 20_000 : 8_000,
      closeButtonProps: { 'aria-label': t('close') },
      message: <OfferNotice text={text} action={action} onTake={taken} />,
    });
  }

  async function atOnce(verb: BulkVerb, ids: readonly string[], times: Times): Promise<boolean> {
    const selection = verb === 'trash' ? 'documentIds' : 'documents { __typename id state publishAt unpublishAt }';
    // At once it is all or nothing; a job passes over those that can not be changed, and says which.
    const isMany = ids.length > 1 && bulkMutationOf(type, verb) !== null;
    const others = isMany ? () => void asJob(verb, matchingOf(ids), times) : undefined;
    if (!(await send(`${verb}Content`, { ids, ...times }, selection, others))) return false;
    const count = ids.length;
    if (verb === 'trash') offer(`undo-${ids[0]}`, t('done.trash', { count }), t('undo'), () => void restore(ids));
    else toast(t(`done.${verb}`, { count }));
    return true;
  }

  async function restore(ids: readonly string[]): Promise<void> {
    const done = await send('restoreContent', { ids }, 'documents { __typename id state }');
    if (done) toast(t('restored', { count: ids.length }));
  }

  async function asJob(verb: BulkVerb, { filter, search, locale }: ListVariables, times: Times): Promise<boolean> {
    const mutation = bulkMutationOf(type, verb);
    if (mutation === null) return false;
    const input = { filter: filter ?? {}, search, locale, ...times };
    const payload = await send(mutation, input, 'job { __typename id state }');
    const job = payload?.job as { id: string } | undefined;
    if (!job) return false;
    notifications.show({
      id: `job-${job.id}`,
      withBorder: true,
      autoClose: false,
      closeButtonProps: { 'aria-label': t('close') },
      message: <JobNotice id={job.id} title={t(`job.${verb}`)} client={client} onDetails={() => details(job.id)} />,
    });
    return true;
  }

  return (verb, targets, times = {}) => {
    if ('matching' in targets) return asJob(verb, targets.matching, times);
    if (targets.ids.length <= MOST_AT_ONCE) return atOnce(verb, targets.ids, times);
    return asJob(verb, matchingOf(targets.ids), times);
  };
}

/** What finds these documents and no others. */
function matchingOf(ids: readonly string[]): ListVariables {
  return { filter: { or: inParts(ids) }, search: null, sort: null, locale: null };
}

function inParts(ids: readonly string[]): object[] {
  const parts: object[] = [];
  for (let start = 0; start < ids.length; start += MOST_AT_ONCE) {
    parts.push({ id: { in: ids.slice(start, start + MOST_AT_ONCE) } });
  }
  return parts;
}
