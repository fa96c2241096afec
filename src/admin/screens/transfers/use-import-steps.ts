import { useChange } from '../../api/use-change';
import { APPLY_IMPORT, type ImportFacts, REPLAN_IMPORT, UNDO_IMPORT } from './import-documents';

/** The steps that an import can be told to do, with what was wrong with the last one. */
export function useImportSteps({ id }: ImportFacts) {
  const [replan, replanning] = useChange(REPLAN_IMPORT);
  const [apply, applying] = useChange(APPLY_IMPORT);
  const [undo, undoing] = useChange(UNDO_IMPORT);
  return {
    busy: replanning.busy || applying.busy || undoing.busy,
    problems: [...replanning.problems, ...applying.problems, ...undoing.problems],
    async replan(input: Parameters<typeof replan>[0]['input']) {
      applying.clear();
      return (await replan({ input })).payload !== null;
    },
    async apply(evenIfStale = false) {
      replanning.clear();
      undoing.clear();
      await apply({ input: { importId: id, evenIfStale } });
    },
    async undo() {
      applying.clear();
      await undo({ input: { importId: id } });
    },
  };
}
