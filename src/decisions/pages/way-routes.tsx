// The pages and forms of the way to a decision.
import type { Command } from '../../kernel/command.ts';
import type { Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { decisionPaths } from '../paths.ts';
import { extend, pause, reopen, resume } from '../way/hours-commands.ts';
import { decisionOf, numberOf, pathsOf } from './asked.tsx';
import { HoursPage } from './hours.tsx';

const at = decisionPaths(':coalition', ':number{[0-9]+}');

export const wayPages = (routes: Routes): void => {
  routes.get(at.hours, async (page) =>
    page.show(<HoursPage place={await page.place()} decision={await decisionOf(page)} />),
  );
  routes.post(at.extend, (page) => steer(page, extend, 'extend'));
  routes.post(at.pause, (page) => steer(page, pause, 'pause'));
  routes.post(at.resume, (page) => steer(page, resume, 'resume'));
  routes.post(at.reopen, (page) => steer(page, reopen, 'reopen'));
  for (const posted of [at.extend, at.pause, at.resume, at.reopen]) {
    routes.get(posted, (page) => page.redirect(pathsOf(page).hours));
  }
};

const steer = <I, Sent, F, V>(page: Page, command: Command<string, I, Sent, F, V>, form: string) =>
  page.do(command, {
    extra: { proposal: numberOf(page) } as unknown as Partial<Sent>,
    then: () => `${pathsOf(page).one}#hours`,
    otherwise: async (attempt) => (
      <HoursPage place={await page.place()} decision={await decisionOf(page)} at={form} attempt={attempt} />
    ),
  });
