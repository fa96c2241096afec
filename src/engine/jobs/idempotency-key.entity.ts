import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** A key that a caller gave with a request, so that sending it again gives the first outcome instead of a second one. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  /** Whose key it is: keys of different viewers never meet. */
  @PrimaryColumn({ type: 'varchar', length: 64, ...ASCII })
  scope: string;

  @PrimaryColumn({ type: 'varchar', length: 255, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  key: string;

  /** SHA-256 of what was asked for: the same key with other input is refused. */
  @Column({ type: 'char', length: 64, ...ASCII })
  requestHash: string;

  /** Public id of the job that the first request made; null when it was a mutation without a job. */
  @Column({ type: 'char', length: 26, ...ASCII, nullable: true })
  jobPublicId: string | null;

  /** JSON: what became of the mutation, ids and names only; null for a job. */
  @Column({ type: 'text', nullable: true })
  outcome: string | null;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @Index('idempotency_keys_expiry')
  @Column({ type: 'datetime', precision: 3 })
  expiresAt: Date;
}
