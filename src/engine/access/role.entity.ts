import { Column, Entity, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** What a group of people may do. The built-in roles stay; the others are made by whoever manages the users. */
@Entity('roles')
export class RoleRow {
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  id!: string;

  /** Of a built-in role its name in the program: `administrator`, ..., `public`; null for the others. */
  @Column({ type: 'varchar', length: 32, nullable: true, unique: true, ...ASCII })
  builtIn!: string | null;

  @Column({ type: 'varchar', length: 100, unique: true })
  name!: string;

  @Column({ type: 'varchar', length: 500 })
  description!: string;

  /** JSON: a list of permissions. */
  @Column({ type: 'text' })
  permissions!: string;

  /** JSON: a list of grants. */
  @Column({ type: 'text' })
  grants!: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt!: Date;

  @Column({ type: 'datetime', precision: 3 })
  updatedAt!: Date;
}
