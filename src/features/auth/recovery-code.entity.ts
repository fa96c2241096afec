import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserRow } from './user.entity';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** A code that serves once in the place of an authenticator app that was lost; using it deletes the row. */
@Entity('recovery_codes')
export class RecoveryCodeRow {
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  userId!: string;

  /** SHA-256 of the code, which is kept nowhere. */
  @PrimaryColumn({ type: 'char', length: 64, ...ASCII })
  codeHash!: string;

  @ManyToOne(() => UserRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user!: Relation<UserRow>;
}
