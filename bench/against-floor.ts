import { answerOf, onTrack, type Question, race, report } from './read-race';

/** One comparison of the server with the hand-written floor. */
export interface Comparison {
  name: string;
  /** At most this many times the floor's CPU. */
  target: number;
  /** Settings of the server beside the defaults. */
  settings: Record<string, string>;
  question: Question;
}

const ARTICLES = 10_000;
const BODY_BYTES = 3_000;

/** Runs a comparison and prints it. Throws when the two do not answer with the same data. */
export async function compareWithFloor({ name, target, settings, question }: Comparison) {
  return onTrack(ARTICLES, BODY_BYTES, async ({ startFloor, startKeelson }) => {
    const sides = [await startFloor(), await startKeelson('keelson', settings)];
    const [expected, answered] = await Promise.all(sides.map(async side => dataOf(await answerOf(side, question))));
    if (expected !== answered) throw new Error(`The two do not answer the same:\n${expected}\n${answered}`);
    const { floor, keelson } = await race(sides, () => question);
    report('floor', floor, floor);
    report('keelson', keelson, floor);
    return {
      name,
      ratio: Math.round((keelson / floor) * 1000) / 1000,
      target,
      floorUs: Math.round(floor),
      keelsonUs: Math.round(keelson),
    };
  });
}

function dataOf(body: string): string {
  return JSON.stringify((JSON.parse(body) as { data: unknown }).data);
}
