import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserRow } from './user.entity';

const INSTANT = { type: 'datetime', precision: 3 } as const;

/** An authenticator app that a person has set up; asked for at sign-in once it is confirmed. */
@Entity('second_factors')
export class SecondFactorRow {
  @PrimaryColumn({ type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' })
  userId!: string;

  @OneToOne(() => UserRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user!: Relation<UserRow>;

  /** The secret that the app shares, sealed. */
  @Column({ type: 'varchar', length: 255, charset: 'ascii', collation: 'ascii_bin' })
  sealedSecret!: string;

  @Column(INSTANT)
  createdAt!: Date;

  /** When a first code showed that the app works; null before that. */
  @Column({ ...INSTANT, nullable: true })
  confirmedAt!: Date | null;

  /** The time step of the last code that was used: none is good twice. */
  @Column({ type: 'bigint', unsigned: true, nullable: true })
  lastStep!: number | null;
}
