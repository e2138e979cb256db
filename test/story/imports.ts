import type { App } from '../../src/kernel/app.ts';
import { beginImport, importRoster } from '../../src/members/commands-import.ts';
import { workOn } from '../../src/members/import/work.ts';
import { type StoryClock, tell } from './world.ts';

interface SoFar {
  person: string;
  coalition: { id: string; slug: string };
}

/** Amal brings lists: one is on the roster, one waits for her to look at it, one is just being put there. */
export async function importsChapter(app: App, clock: StoryClock, { person, coalition }: SoFar) {
  clock.set('2026-03-05T09:05:00Z');
  const bring = async (text: string, fileName: string) => {
    const begun = await tell(app, person, beginImport, { text, fileName }, coalition.slug);
    await workOn(app, coalition.id, coalition.slug, begun.import);
    return begun.import;
  };
  const order = (list: string) => tell(app, person, importRoster, { import: list }, coalition.slug);
  const done = await bring('name;tie\nParish of St Brigid;cooperation\n', 'parishes.csv');
  await order(done);
  await workOn(app, coalition.id, coalition.slug, done);
  const ready = await bring(
    'name;website;place\nQuay Street Bakers;bakers.example;Riverton\nParish of St Brigid;;The Old Town\n',
    'riverton-traders.csv',
  );
  const writing = await bring('name;contact;phone\nParish of St Brigid;Brother Aidan;555 0166\n', 'telephones.csv');
  await order(writing);
  return { done, ready, writing };
}
