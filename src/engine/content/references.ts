import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ID_COLUMN, INSTANT_COLUMN } from './content';
import type { ReferenceField } from './fields';

/**
 * Generates the join entity of a MANY reference: TypeORM's own join tables hold no position. `position` is the place in the owner's
 * order; `liveAt` is the owner's, so that "the live articles of a tag" reads one index.
 */
export function createJoinEntity(
  owner: new () => object,
  { property, target, options }: ReferenceField,
  table: string,
): new () => object {
  const name = `${owner.name}${property[0].toUpperCase()}${property.slice(1)}`;
  const Join = { [name]: class {} }[name];
  PrimaryColumn(ID_COLUMN)(Join.prototype, 'ownerId');
  PrimaryColumn(ID_COLUMN)(Join.prototype, 'targetId');
  Column({ type: 'int' })(Join.prototype, 'position');
  Column({ ...INSTANT_COLUMN, nullable: true })(Join.prototype, 'liveAt');
  ManyToOne(() => owner, { onDelete: 'CASCADE', onUpdate: 'RESTRICT' })(Join.prototype, 'owner');
  JoinColumn({ name: 'owner_id' })(Join.prototype, 'owner');
  const onDelete = options.onDelete === 'clear' ? 'CASCADE' : 'RESTRICT';
  ManyToOne(target, { onDelete, onUpdate: 'RESTRICT' })(Join.prototype, 'target');
  JoinColumn({ name: 'target_id' })(Join.prototype, 'target');
  Index(`idx_${table}_target`, ['targetId', 'liveAt', 'ownerId'])(Join);
  Entity(table)(Join);
  return Join;
}
