import { historyFilter, isNarrowed, narrowed, readHistorySearch } from '../../../src/admin/jobs/history-search';

it('reads from the address what it can mean, and leaves out the rest', () => {
  expect(
    readHistorySearch({ state: 'FAILED', kind: 'mail.send-mail', within: '7d', queue: '', by: 7, other: 'x' }),
  ).toEqual({ state: 'FAILED', kind: 'mail.send-mail', within: '7d' });
  expect(readHistorySearch({ state: 'BROKEN', within: '9y' })).toEqual({});
  expect(readHistorySearch({ after: 'a', before: 'b' })).toEqual({ after: 'a' });
});

it('another condition leads to the first page', () => {
  expect(narrowed({ state: 'FAILED', after: 'cursor' }, { kind: 'tests.work' })).toEqual({
    state: 'FAILED',
    kind: 'tests.work',
  });
  expect(narrowed({ state: 'FAILED' }, { state: undefined })).toEqual({});
  expect(isNarrowed({ after: 'cursor' })).toBe(false);
  expect(isNarrowed({ queue: 'mail' })).toBe(true);
});

it('becomes the filter of the API, the same within one minute', () => {
  const now = Date.UTC(2031, 4, 6, 12, 0, 59);
  const search = { state: 'FAILED', queue: 'mail', by: 'me', within: '1h' } as const;
  expect(historyFilter(search, 'ann', now)).toEqual({
    state: ['FAILED'],
    queue: ['mail'],
    requestedBy: ['ann'],
    since: '2031-05-06T11:00:00.000Z',
  });
  expect(historyFilter(search, 'ann', now - 58_000)).toEqual(historyFilter(search, 'ann', now));
  expect(historyFilter({ by: 'ben' }, 'ann', now)).toEqual({ requestedBy: ['ben'] });
});
