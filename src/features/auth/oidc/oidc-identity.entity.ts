import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserRow } from '../user.entity';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const INSTANT = { type: 'datetime', precision: 3 } as const;

/** Whose account a person of an identity provider uses. */
@Entity('oidc_identities')
export class OidcIdentityRow {
  @PrimaryColumn({ type: 'varchar', length: 255, ...ASCII })
  issuer!: string;

  /** The provider's own name for the person, which never becomes somebody else's. */
  @PrimaryColumn({ type: 'varchar', length: 255, ...ASCII })
  subject!: string;

  @Index('oidc_identities_user')
  @Column({ type: 'char', length: 26, ...ASCII })
  userId!: string;

  @ManyToOne(() => UserRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user!: Relation<UserRow>;

  @Column(INSTANT)
  createdAt!: Date;

  @Column(INSTANT)
  lastUsedAt!: Date;
}
