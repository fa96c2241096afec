import { IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';
import { defineJob } from '../jobs/define-job';
import { ChangeAction, changeMatching, type MatchingChanged } from './mutations/change-matching';

/** Which documents are to be changed, and how. */
export class ChangeMatchingPayload {
  @IsIn(Object.values(ChangeAction))
  action!: ChangeAction;

  /** The content type's name. */
  @IsString()
  type!: string;

  /** The filter as JSON (`writeFilter`). */
  @IsString()
  filter!: string;

  @IsOptional()
  @IsString()
  search?: string | null;

  @IsOptional()
  @IsString()
  locale?: string | null;

  @IsOptional()
  @IsISO8601()
  publishAt?: string | null;

  @IsOptional()
  @IsISO8601()
  unpublishAt?: string | null;
}

/** Publishes, takes down, schedules or trashes all documents that a filter finds, a batch at a time; what can't be changed becomes a warning. */
export const changeMatchingJob = defineJob({
  kind: 'content.change-matching',
  queue: 'content',
  payload: ChangeMatchingPayload,
  attempts: 5,
  perform: (payload, job): Promise<MatchingChanged> => changeMatching(job, payload),
});
