import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../engine/content/node';
import { DateTime } from '../../engine/date-time';
import { connectionOf } from '../../engine/pagination/connection';
import { Job } from '../jobs';
import { ImportCount, ImportFormat } from './import-result';

/** Where an import stands. */
export enum ImportState {
  PLANNING = 'PLANNING',
  PLANNED = 'PLANNED',
  APPLYING = 'APPLYING',
  APPLIED = 'APPLIED',
  UNDOING = 'UNDOING',
  UNDONE = 'UNDONE',
  FAILED = 'FAILED',
}

registerEnumType(ImportState, {
  name: 'ImportState',
  description: 'Where an import stands.',
  valuesConfig: {
    PLANNING: { description: 'The file is being read; nothing is written.' },
    PLANNED: { description: 'It is known what applying would do.' },
    APPLYING: { description: 'The file is being taken in.' },
    APPLIED: { description: 'The file was taken in.' },
    UNDOING: { description: 'What the import has done is being taken back.' },
    UNDONE: { description: 'What the import has done was taken back, but for what somebody has touched since.' },
    FAILED: { description: 'The latest step ended before its work was done; its job says why.' },
  },
});

/** What became of a record, or would. */
export enum ImportOutcome {
  CREATED = 'created',
  UPDATED = 'updated',
  UNCHANGED = 'unchanged',
  SKIPPED = 'skipped',
  REJECTED = 'rejected',
  UNDONE = 'undone',
  KEPT = 'kept',
}

registerEnumType(ImportOutcome, {
  name: 'ImportOutcome',
  description: 'What became of a record, or would.',
  valuesConfig: {
    CREATED: { description: 'It is a new document.' },
    UPDATED: { description: 'A document was changed to what the record says.' },
    UNCHANGED: { description: 'It was here already, just so.' },
    SKIPPED: { description: 'It has no home here, or was in the trash.' },
    REJECTED: { description: 'It could not be taken in.' },
    UNDONE: { description: 'It was taken in, and taken back since.' },
    KEPT: { description: 'It was taken in, and could not be taken back.' },
  },
});

@ObjectType({ description: 'A column of a table, or a name in its JSON objects.', simpleResolvers: true })
export class ImportColumnNode {
  @Field(() => String, { description: 'As the file calls it.' })
  name!: string;

  @Field(() => [String], { description: 'The first values that are not empty; long ones are cut.' })
  samples!: string[];

  @Field(() => String, { nullable: true, description: 'The field that it seems to be meant for; null when none does.' })
  suggestedField!: string | null;
}

@ObjectType({ description: 'What would become of the records of one kind.', simpleResolvers: true })
export class ImportPlanCount {
  @Field(() => String, { description: 'A content type, or what the source calls a kind that has no home here.' })
  kind!: string;

  @Field(() => Int, { description: 'New documents.' })
  create!: number;

  @Field(() => Int, { description: 'Documents that would be changed.' })
  update!: number;

  @Field(() => Int, { description: 'Documents that are here already, just so, and records that have no home here.' })
  leave!: number;

  @Field(() => Int, { description: 'Records that can not be taken in.' })
  reject!: number;
}

@ObjectType({ description: 'A document that an import would write.', simpleResolvers: true })
export class ImportSample {
  @Field(() => Int, { description: 'Where its record starts in the file, from 1.' })
  line!: number;

  @Field(() => String, { description: 'The content type.' })
  kind!: string;

  @Field(() => ImportOutcome, { description: 'Whether it would be created or updated.' })
  outcome!: ImportOutcome;

  @Field(() => String, { description: 'What people call it.' })
  subject!: string;

  @Field(() => String, { description: 'The slug that it would have.' })
  slug!: string;

  @Field(() => GraphQLJSON, {
    description: 'Its values by field; long texts are cut, and of structured ones only the words are shown.',
  })
  values!: Record<string, unknown>;
}

@ObjectType({ description: 'What applying an import would do.', simpleResolvers: true })
export class ImportPlan {
  @Field(() => [ImportPlanCount], { description: 'The numbers by kind of record.' })
  counts!: ImportPlanCount[];

  @Field(() => [ImportSample], { description: 'The first few documents of each kind that would be written.' })
  sample!: ImportSample[];
}

@ObjectType({ description: 'Where a column of a table goes.', simpleResolvers: true })
export class ImportMapping {
  @Field(() => String, { description: 'The column, as the file calls it.' })
  column!: string;

  @Field(() => String, { nullable: true, description: 'The field that it fills; null for a column that is left out.' })
  field!: string | null;
}

@ObjectType({ description: 'What was decided about an import before it was planned.', simpleResolvers: true })
export class ImportDecisions {
  @Field(() => String, { nullable: true, description: 'The content type that the rows of a table become.' })
  type!: string | null;

  @Field(() => [ImportMapping], {
    nullable: true,
    description: 'Where the columns of a table go, as far as that was said; null when it was left to their names.',
  })
  mapping!: ImportMapping[] | null;

  @Field(() => Boolean, { description: 'Whether pictures that the records refer to are fetched.' })
  attachments!: boolean;

  @Field(() => Boolean, { description: 'Whether new rows of a table go live unless they say otherwise.' })
  publish!: boolean;
}

@ObjectType({ description: 'What became of one record of an import.', simpleResolvers: true })
export class ImportRowNode {
  @Field(() => Int, { description: 'Where the record starts in the file, from 1.' })
  line!: number;

  @Field(() => String, { description: 'A content type, or the source\u2019s own word.' })
  kind!: string;

  @Field(() => ImportOutcome, { description: 'What became of it.' })
  outcome!: ImportOutcome;

  @Field(() => ID, { nullable: true, description: 'The document; null when there is none.' })
  documentId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What people call the record; null for those that were taken in.',
  })
  subject!: string | null;

  @Field(() => String, { nullable: true, description: 'A stable code for why it was not taken in, or not taken back.' })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'The reason as a sentence.' })
  reason!: string | null;

  /** Places it in its list. */
  position!: number;
}

/** A file that is taken in in steps that can be looked at: planned, applied, taken back. */
@ObjectType('Import', {
  implements: Node,
  description: 'A file that is taken in in steps that people can look at: planned, applied, and taken back if need be.',
  simpleResolvers: true,
})
export class ImportNode extends Node {
  @Field(() => ImportFormat, { description: 'The format of the file.' })
  format!: ImportFormat;

  @Field(() => String, { description: 'The name that the file came with.' })
  filename!: string;

  @Field(() => Int, { description: 'The size of the file in bytes.' })
  bytes!: number;

  @Field(() => DateTime, { description: 'When the file was uploaded.' })
  createdAt!: Date;

  @Field(() => String, { nullable: true, description: 'The id of the viewer who uploaded it.' })
  createdBy!: string | null;

  @Field(() => ImportDecisions, { description: 'What was decided about it.' })
  settings!: ImportDecisions;

  @Field(() => [ImportColumnNode], {
    nullable: true,
    description: 'The columns of a table, once the file was read; null for other formats.',
  })
  columns!: ImportColumnNode[] | null;

  @Field(() => ImportPlan, { nullable: true, description: 'What applying would do; null until that is known.' })
  plan!: ImportPlan | null;

  @Field(() => [ImportCount], { nullable: true, description: 'What applying has done; null as long as it was not.' })
  tally!: ImportCount[] | null;

  @Field(() => [ImportCount], {
    nullable: true,
    description:
      'What was taken back, as created or updated; skipped counts what was kept. Null as long as nothing was.',
  })
  undoTally!: ImportCount[] | null;
}

/** A page of what became of records. */
export const ImportRowPage = connectionOf(ImportRowNode, 'ImportRow');
/** A page of imports. */
export const ImportPage = connectionOf(ImportNode, 'Import');

@ObjectType({
  description: 'An import and the job that does its next step, or why there is none.',
  simpleResolvers: true,
})
export class ImportStepPayload {
  @Field(() => ImportNode, { nullable: true, description: 'The import; null when the input can not be used.' })
  import!: ImportNode | null;

  @Field(() => Job, { nullable: true, description: 'The job that does the step; follow it with jobProgress.' })
  job!: Job | null;
}
