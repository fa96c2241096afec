import type { Database } from '../../src/platform/database/database';
import { gate } from './jobs';

/** A database whose statements wait while it is frozen: what a worker sees that was stopped in the middle of its work. */
export function freezable(db: Database): { db: Database; freeze(): void; thaw(): void } {
  let frozen: ReturnType<typeof gate> | null = null;
  const thawed = async () => frozen?.opened;
  return {
    db: {
      ...db,
      select: async (sql, values) => {
        await thawed();
        return db.select(sql, values);
      },
      run: async (sql, values) => {
        await thawed();
        return db.run(sql, values);
      },
      transaction: async work => {
        await thawed();
        return db.transaction(work);
      },
    },
    freeze() {
      frozen ??= gate();
    },
    thaw() {
      frozen?.open();
      frozen = null;
    },
  };
}
