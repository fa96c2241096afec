import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { RoleRow } from './role.entity';

const ID = { type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' } as const;

/** A role that a user has. */
@Entity('user_roles')
@Index('user_roles_role', ['roleId'])
export class UserRoleRow {
  /** No foreign key: who the users are is a feature's business. */
  @PrimaryColumn(ID)
  userId!: string;

  @PrimaryColumn(ID)
  roleId!: string;

  @ManyToOne(() => RoleRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'role_id' })
  role!: Relation<RoleRow>;

  /** JSON: the locales in which the user works by this role; null for none in particular. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  locales!: string | null;
}
