import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { delegate, endDelegation } from '../delegations/commands.ts';
import { delegationPaths } from '../delegations/paths.ts';
import { delegations } from '../delegations/queries.ts';
import { DelegationsPage } from './delegations.tsx';

const at = delegationPaths(':coalition');

export function delegationRoutes(routes: Routes): void {
  const back = (page: Page) => ({
    then: () => delegationPaths(page.slug).list,
    otherwise: (attempt: Attempt) => delegationsPage(page, attempt),
  });
  routes.get(at.list, async (page) => page.show(await delegationsPage(page)));
  routes.post(at.list, (page) => page.do(delegate, back(page)));
  routes.post(at.end, (page) => page.do(endDelegation, back(page)));
  routes.get(at.end, (page) => page.redirect(delegationPaths(page.slug).list));
}

const delegationsPage = async (page: Page, attempt?: Attempt) => (
  <DelegationsPage place={await page.place()} {...(await page.ask(delegations))} attempt={attempt} />
);
