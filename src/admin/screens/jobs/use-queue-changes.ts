import type { Problem } from '../../api/faults';
import { graphql } from '../../api/graphql';
import { useChange } from '../../api/use-change';

const PAUSE = graphql(`
  mutation PauseQueue($input: PauseQueueInput!) {
    pauseQueue(input: $input) {
      queue {
        name
        paused
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const RESUME = graphql(`
  mutation ResumeQueue($input: ResumeQueueInput!) {
    resumeQueue(input: $input) {
      queue {
        name
        paused
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Pauses and resumes a queue by its name; both give what was wrong. */
export function useQueueChanges(): Record<'pause' | 'resume', (name: string) => Promise<readonly Problem[]>> {
  const [pause] = useChange(PAUSE);
  const [resume] = useChange(RESUME);
  return {
    pause: async name => (await pause({ input: { name } })).problems,
    resume: async name => (await resume({ input: { name } })).problems,
  };
}
