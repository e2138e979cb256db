// Pages against the floor, and against the same server without row-level security.
import { asOwner, type Server } from './database.ts';
import { compare, isQuick, median, report } from './harness.ts';
import { type Asked, ask } from './load.ts';
import { fetchRaw, serveFloor, serveGreenbelt } from './processes.ts';
import { makeScene, signedIn } from './scene.ts';
import type { Finished } from './server.ts';

const members = 200;
const [turns, milliseconds] = isQuick ? [2, 400] : [9, 1000];

/** Home, members and a decision with 200 ballots: throughput and the slowest in a hundred. */
export async function pages(server: Server): Promise<boolean> {
  const guarded = await server.database('pages');
  const scene = await makeScene(guarded, { members, cast: members });
  const open = await server.database('pages_open', 'pages');
  await asOwner(open, async (owner) => {
    const tenants = await owner`select relname from pg_class where relrowsecurity`;
    for (const { relname } of tenants) await owner`alter table ${owner(relname)} disable row level security`;
  });
  const headers = await signedIn(guarded, scene.coordinator);
  const openHeaders = await signedIn(open, scene.coordinator);
  const paths = {
    home: `/c/${scene.slug}`,
    members: `/c/${scene.slug}/members`,
    [`decision with ${members} ballots`]: `/c/${scene.slug}/decisions/${scene.proposal}`,
  };
  const greenbelt = await serveGreenbelt(guarded);
  const withoutLocks = await serveGreenbelt(open);
  const finished: Record<string, Finished> = {};
  for (const path of Object.values(paths)) {
    // Once before, so that what is prepared only once is not heard.
    await fetchRaw(greenbelt.url + path, headers);
    const heard = await greenbelt.listenTo(() => fetchRaw(greenbelt.url + path, headers));
    finished[path] = { ...(await fetchRaw(greenbelt.url + path, headers)), turns: heard };
  }
  const floor = await serveFloor(guarded, finished);
  console.log('\nPages, as a share of what the floor answers in the same time:');
  let reached = true;
  for (const [name, path] of Object.entries(paths)) {
    const slowest = { floor: [] as number[], greenbelt: [] as number[], open: [] as number[] };
    const load = (who: keyof typeof slowest, url: string, sent: Record<string, string>) => async () => {
      const { perSecond, p99 }: Asked = await ask(url + path, { connections: 8, milliseconds, headers: sent });
      slowest[who].push(p99);
      return perSecond;
    };
    const candidates = {
      floor: load('floor', floor.url, headers),
      greenbelt: load('greenbelt', greenbelt.url, headers),
      open: load('open', withoutLocks.url, openHeaders),
    };
    const [, ours, unlocked] = await compare(candidates, turns);
    const { turns: said, body } = finished[path]!;
    const statements = said.reduce((sum, { statements: some }) => sum + some.length, 0);
    reached = report(`${name}: throughput of the floor's`, ours!.ratio, { atLeast: 0.4 }) && reached;
    report(`${name}: p99 times the floor's`, median(slowest.greenbelt) / median(slowest.floor));
    report(`${name}: throughput of that without row-level security`, ours!.ratio / unlocked!.ratio);
    console.log(`    ${said.length} transactions or lone statements, ${statements} statements, ${body.length} bytes`);
  }
  for (const one of [greenbelt, withoutLocks, floor]) one.stop();
  return reached;
}
