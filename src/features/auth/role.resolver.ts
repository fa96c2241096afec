import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { ContentGrantInput } from './content-grant';
import { createRole, deleteRole, setUserRoles, showRoles, updateRole } from './manage-roles';
import { Role } from './role';

@InputType({ description: 'A role to make.' })
export class CreateRoleInput {
  @Field(() => String, { description: 'What people call it: 1 to 100 characters, and no other role has it.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is for: 500 characters at most.' })
  description?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The permissions that hold without conditions, by name, for example content.publish.',
  })
  permissions?: string[] | null;

  @Field(() => [ContentGrantInput], { nullable: true, description: 'Rights on content that hold under conditions.' })
  grants?: ContentGrantInput[] | null;
}

@InputType({ description: 'What to change of a role; what is left out stays.' })
export class UpdateRoleInput {
  @Field(() => ID, { description: 'The id of the role.' })
  roleId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What people call it: 1 to 100 characters, and no other role has it.',
  })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for: 500 characters at most.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'All permissions that it is to have without conditions.' })
  permissions?: string[] | null;

  @Field(() => [ContentGrantInput], { nullable: true, description: 'All its rights on content under conditions.' })
  grants?: ContentGrantInput[] | null;
}

@InputType({ description: 'Which role to delete.' })
export class DeleteRoleInput {
  @Field(() => ID, { description: 'The id of the role.' })
  roleId!: string;
}

@InputType({ description: 'A role that a user is to have.' })
export class UserRoleInput {
  @Field(() => ID, { description: 'The id of the role.' })
  roleId!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'The languages in which the user works by this role, for roles such as Translator.',
  })
  locales?: string[] | null;
}

@InputType({ description: 'The roles that a user is to have.' })
export class SetUserRolesInput {
  @Field(() => ID, { description: 'The id of the user.' })
  userId!: string;

  @Field(() => [UserRoleInput], { description: 'All of them; none takes every role away.' })
  roles!: UserRoleInput[];
}

@ObjectType({ description: 'The new role, or why there is none.', simpleResolvers: true })
export class CreateRolePayload {
  @Field(() => Role, { nullable: true, description: 'The role as it was made.' })
  role!: Role | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when it was carried out.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'The role after the change, or why there was none.', simpleResolvers: true })
export class UpdateRolePayload {
  @Field(() => Role, { nullable: true, description: 'The role as it is now.' })
  role!: Role | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when it was carried out.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'The role that is gone, or why it is not.', simpleResolvers: true })
export class DeleteRolePayload {
  @Field(() => ID, { nullable: true, description: 'The id that it had.' })
  roleId!: string | null;

  @Field(() => [UserError], { description: 'Why nothing was deleted; empty when it was.' })
  userErrors!: UserError[];
}

@ObjectType({ description: "The user's roles after the change, or why there was none.", simpleResolvers: true })
export class SetUserRolesPayload {
  @Field(() => [Role], { nullable: true, description: 'The roles that the user has now.' })
  roles!: Role[] | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when it was carried out.' })
  userErrors!: UserError[];
}

@Resolver()
export class RoleResolver {
  @Query(() => [Role], { description: 'Every role, the built-in ones first. Needs the permission users.manage.' })
  async roles(@Ctx() ctx: Context): Promise<Role[]> {
    return showRoles(ctx);
  }

  @Mutation(() => CreateRolePayload, {
    description:
      'Makes a role. Nobody gives rights that they do not have themselves. Needs the permission users.manage.',
  })
  async createRole(
    @Arg('input', () => CreateRoleInput, { description: 'The role to make.' }) input: CreateRoleInput,
    @Ctx() ctx: Context,
  ): Promise<CreateRolePayload> {
    return answering(async () => ({ role: await createRole(ctx, input) }), { role: null });
  }

  @Mutation(() => UpdateRolePayload, {
    description:
      'Changes what a role allows; whoever has it is asked to connect again. Public, whose grants everybody has, can be limited here to some types. Needs the permission users.manage.',
  })
  async updateRole(
    @Arg('input', () => UpdateRoleInput, { description: 'What to change.' }) input: UpdateRoleInput,
    @Ctx() ctx: Context,
  ): Promise<UpdateRolePayload> {
    return answering(async () => ({ role: await updateRole(ctx, input.roleId, input) }), { role: null });
  }

  @Mutation(() => DeleteRolePayload, {
    description:
      'Deletes a role that is not built in, and takes it from all who have it. Needs the permission users.manage.',
  })
  async deleteRole(
    @Arg('input', () => DeleteRoleInput, { description: 'Which role.' }) input: DeleteRoleInput,
    @Ctx() ctx: Context,
  ): Promise<DeleteRolePayload> {
    return answering(() => deleteRole(ctx, input.roleId), { roleId: null });
  }

  @Mutation(() => SetUserRolesPayload, {
    description:
      'Gives a user these roles and no others, and ends their open connections. The last administrator stays one. Needs the permission users.manage.',
  })
  async setUserRoles(
    @Arg('input', () => SetUserRolesInput, { description: 'The user and the roles.' }) input: SetUserRolesInput,
    @Ctx() ctx: Context,
  ): Promise<SetUserRolesPayload> {
    return answering(async () => ({ roles: await setUserRoles(ctx, input.userId, input.roles) }), { roles: null });
  }
}
