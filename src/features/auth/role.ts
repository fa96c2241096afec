import { DateTime } from '../../engine/date-time';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Role as StoredRole } from '../../engine/access/roles';
import { ContentGrantOutput, grantNode } from './content-grant';

@ObjectType({ description: 'What a group of people may do.', simpleResolvers: true })
export class Role {
  @Field(() => ID, { description: 'The id by which it is given to users, changed and deleted.' })
  roleId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What a built-in role is called in every site, for example `editor`; null for the others.',
  })
  builtIn!: string | null;

  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Field(() => String, { description: 'What it is for.' })
  description!: string;

  @Field(() => [String], { description: 'The permissions that hold without conditions, by name; `*` stands for all.' })
  permissions!: string[];

  @Field(() => [ContentGrantOutput], { description: 'Its rights on content that hold under conditions.' })
  grants!: ContentGrantOutput[];

  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;
}

/** A role as the API shows it. */
export function roleNode({ id, grants, builtIn, name, description, permissions, updatedAt }: StoredRole): Role {
  return { roleId: id, builtIn, name, description, permissions, grants: grants.map(grantNode), updatedAt };
}
