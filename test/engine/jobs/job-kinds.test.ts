import { collectJobKinds } from '../../../src/engine/jobs/job-kinds';
import { defineJob } from '../../../src/engine/jobs/define-job';
import { NumberedPayload } from '../../harness/jobs';

const job = (kind: string) =>
  defineJob({ kind, queue: 'tests', payload: NumberedPayload, attempts: 1, perform: async () => null });

describe('collecting the job kinds', () => {
  it('finds the one job of each file', () => {
    const kinds = collectJobKinds([
      {
        file: '/src/features/imports/import-content.job.ts',
        exports: { importContentJob: job('imports.import-content'), other: 1 },
      },
      { file: '/src/features/media/render-renditions.job.js', exports: { render: job('media.render-renditions') } },
    ]);
    expect([...kinds.keys()]).toEqual(['imports.import-content', 'media.render-renditions']);
  });

  it('reports every fault at once: no job, two jobs, a kind that is not named after its file, a kind twice', () => {
    const faulty = [
      { file: 'features/a/none.job.ts', exports: {} },
      { file: 'features/a/two.job.ts', exports: { one: job('a.two'), two: job('a.too') } },
      { file: 'features/a/name.job.ts', exports: { one: job('a.other-name') } },
      { file: 'features/a/twice.job.ts', exports: { one: job('a.twice') } },
      { file: 'features/a/sub/twice.job.ts', exports: { one: job('a.twice') } },
    ];
    expect(() => collectJobKinds(faulty)).toThrow(
      /none\.job\.ts defines 0 jobs[^]*two\.job\.ts defines 2 jobs[^]*"a\.other-name"; a kind is[^]*both define the kind "a\.twice"/,
    );
  });

  it('refuses a kind that is not feature.file-name', () => {
    expect(() => job('importContent')).toThrow('is not a job kind');
  });
});
