import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many bytes the assets and announced uploads of somebody take together; the row of nobody is that of all. */
@Entity('asset_totals')
export class AssetTotalRow {
  /** The viewer's id; empty for all together. */
  @PrimaryColumn({ type: 'varchar', length: 64, charset: 'ascii', collation: 'ascii_bin' })
  owner!: string;

  @Column({ type: 'bigint' })
  bytes!: number;
}
