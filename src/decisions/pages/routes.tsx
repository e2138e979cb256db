import type { Command } from '../../kernel/command.ts';
import { csvResponse } from '../../system/web/csv.ts';
import type { Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { castBallot, ratify } from '../ballot-commands.ts';
import { close, open, propose, revise, settleOutcome, withdraw } from '../commands.ts';
import { comment } from '../discussion-commands.ts';
import { revokeLink, sendLinks } from '../link-commands.ts';
import { judgeObjection, withdrawObjection } from '../objection-commands.ts';
import { decisionPaths } from '../paths.ts';
import { ballots } from '../queries.ts';
import { register, type Status, statuses } from '../register.ts';
import { receipt } from '../seal/queries.ts';

import { withdrawBallot } from '../withdrawal-commands.ts';
import { choiceInWords, methodTitle, statusKey } from '../words.ts';
import { decisionOf, decisionPage, numberOf, pathsOf } from './asked.tsx';
import { prepareBallot } from './ballot.tsx';
import { delegationRoutes } from './delegation-routes.tsx';
import { mandateRoutes } from './mandate-routes.tsx';
import { paperPages } from './paper-routes.tsx';
import { prepareProposal } from './propose.tsx';
import { proposePage } from './propose-page.tsx';

import { RegisterPage } from './register.tsx';
import { RevisePage, WithdrawPage } from './revise.tsx';
import { startOf } from './start.tsx';
import { wayPages } from './way-routes.tsx';

const at = decisionPaths(':coalition', ':number{[0-9]+}');

/** The pages of decisions. */
export const decisionPages = (routes: Routes): void => {
  routes.get(at.list, showRegister);
  routes.get(at.csv, registerCsv);
  routes.get(at.propose, async (page) => page.show(await proposePage(page, await startOf(page))));
  routes.post(at.list, (page) =>
    page.do(propose, {
      prepare: prepareProposal,
      then: ({ proposal }) => decisionPaths(page.slug, proposal).one,
      otherwise: (attempt) => proposePage(page, attempt),
    }),
  );
  routes.get(at.one, async (page) => page.show(await decisionPage(page)));
  routes.get(at.revise, async (page) =>
    page.show(<RevisePage place={await page.place()} decision={await decisionOf(page)} />),
  );
  routes.get(at.withdraw, async (page) =>
    page.show(<WithdrawPage place={await page.place()} decision={await decisionOf(page)} />),
  );
  routes.post(at.revise, (page) =>
    page.do(revise, {
      extra: { proposal: numberOf(page) },
      then: () => pathsOf(page).one,
      otherwise: async (attempt) => (
        <RevisePage place={await page.place()} decision={await decisionOf(page)} attempt={attempt} />
      ),
    }),
  );
  routes.post(at.withdraw, (page) =>
    page.do(withdraw, {
      extra: { proposal: numberOf(page) },
      then: () => pathsOf(page).one,
      otherwise: async (attempt) => (
        <WithdrawPage place={await page.place()} decision={await decisionOf(page)} attempt={attempt} />
      ),
    }),
  );
  routes.post(at.open, (page) => act(page, open, { proposal: numberOf(page) }));
  routes.post(at.close, (page) => act(page, close, { proposal: numberOf(page) }));
  routes.post(at.settle, (page) => act(page, settleOutcome, { proposal: numberOf(page) }));
  routes.post(at.ballot, (page) =>
    page.do(castBallot, {
      extra: { proposal: numberOf(page) },
      prepare: prepareBallot,
      then: () => `${pathsOf(page).one}#ballot`,
      otherwise: (attempt) => decisionPage(page, attempt),
    }),
  );
  routes.post(at.comment, (page) =>
    page.do(comment, {
      extra: { proposal: numberOf(page) },
      then: ({ id }) => `${pathsOf(page).one}#c-${id}`,
      otherwise: (attempt) => decisionPage(page, attempt),
    }),
  );
  routes.post(at.withdrawBallot, (page) => act(page, withdrawBallot, { proposal: numberOf(page) }));
  routes.post(at.ratify, (page) => act(page, ratify));
  routes.post(at.judge, (page) => act(page, judgeObjection));
  routes.post(at.takeBack, (page) => act(page, withdrawObjection));
  mandateRoutes(routes);
  delegationRoutes(routes);
  routes.post(at.revokeLink, (page) => act(page, revokeLink));
  routes.post(at.sendLinks, (page) => act(page, sendLinks, { proposal: numberOf(page) }));
  // A refused form is answered at the address it was sent to; whoever loads that address again is led to the decision.
  for (const posted of [
    at.ballot,
    at.withdrawBallot,
    at.comment,
    at.ratify,
    at.judge,
    at.takeBack,
    at.open,
    at.close,
    at.settle,
    at.revokeLink,
    at.sendLinks,
  ]) {
    routes.get(posted, (page) => page.redirect(pathsOf(page).one));
  }
  wayPages(routes);
  paperPages(routes);
  routes.get(at.rollCsv, rollCsv);
  routes.get(at.receipt, async (page) => {
    const file = await page.ask(receipt, { proposal: numberOf(page), member: page.query('member') });
    return page.request.json(file, 200, {
      'Content-Disposition': `attachment; filename="${page.slug}-${numberOf(page)}-receipt.json"`,
    });
  });
  routes.get(at.ballots, async (page) => {
    const file = await page.ask(ballots, { proposal: numberOf(page) });
    return page.request.json(file, 200, {
      'Content-Disposition': `attachment; filename="${page.slug}-${numberOf(page)}-ballots.json"`,
    });
  });
};

const act = <I, Sent, F, V>(page: Page, command: Command<string, I, Sent, F, V>, extra?: Partial<Sent>) =>
  page.do(command, { extra, then: () => pathsOf(page).one, otherwise: (attempt) => decisionPage(page, attempt) });

const filterOf = (page: Page) => ({
  search: page.query('search'),
  status: statuses.find((status): status is Status => status === page.query('status')),
  method: page.query('method'),
  subject: page.query('subject'),
});

async function showRegister(page: Page): Promise<Response> {
  const filter = filterOf(page);
  const after = page.query('after');
  const { items, next } = await page.ask(register, { ...filter, ...(after && { after: Number(after) }) });
  return page.show(<RegisterPage place={await page.place()} items={items} next={next} filter={filter} />);
}

async function registerCsv(page: Page): Promise<Response> {
  const { t } = page.visit;
  const filter = filterOf(page);
  const rows = [];
  for (let after: number | undefined; ; ) {
    const { items, next } = await page.ask(register, { ...filter, limit: 200, ...(after && { after }) });
    rows.push(...items);
    if (next === null) break;
    after = Number(next);
  }
  return csvResponse(page.request, `${page.slug}-decisions.csv`, rows, {
    number: (row) => row.number,
    question: (row) => row.question,
    method: (row) => methodTitle(t, row.method),
    status: (row) => t(statusKey[row.status] as 'decisions.statusOpen'),
    result: (row) => row.result,
    proposed: (row) => row.proposedAt,
    closes: (row) => row.closesAt,
    revisit: (row) => row.revisitOn,
    subjects: (row) => row.subjects.join('; '),
  });
}

async function rollCsv(page: Page): Promise<Response> {
  const { t } = page.visit;
  const decision = await decisionOf(page);
  return csvResponse(page.request, `${page.slug}-${decision.number}-roll.csv`, decision.roll, {
    member: (row) => row.memberName,
    weight: (row) => row.weight,
    share: (row) => row.share,
    voted: (row) => (row.voted ? 1 : 0),
    choice: (row) => choiceInWords(t, row.choice, decision.options),
    basis: (row) => row.basis,
    cast_by: (row) => row.castBy,
    cast_at: (row) => row.castAt,
    ratification: (row) => row.ratification?.answer ?? (row.ratifyBy ? 'pending' : ''),
  });
}
