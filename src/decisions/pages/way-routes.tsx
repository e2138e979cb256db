// The pages and forms of the way to a decision.
import type { Command } from '../../kernel/command.ts';
import { notFound, Refused } from '../../kernel/errors.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { answerComment } from '../discussion-commands.ts';
import { decisionPaths } from '../paths.ts';
import { askAdvice, recordAdvice } from '../way/advice-commands.ts';
import { addFollowUp, explainVote, markFollowUp, stateOutcome } from '../way/after-commands.ts';
import { acceptAmendment, amend, voteOnAmendment, withdrawAmendment } from '../way/amendment-commands.ts';
import { extend, pause, reopen, resume } from '../way/hours-commands.ts';
import { partsOf } from '../way/parts.ts';
import { revisit } from '../way/revisit-commands.ts';
import { answerSounding, endSounding, sound } from '../way/sounding-commands.ts';
import { retireTemplate, saveTemplate } from '../way/template-commands.ts';
import { AmendPage } from './amend.tsx';
import { decisionOf, decisionPage, numberOf, pathsOf } from './asked.tsx';
import { HoursPage } from './hours.tsx';
import { PaperPage } from './paper.tsx';
import { PartPage } from './part.tsx';
import { proposePage } from './propose-page.tsx';

const at = decisionPaths(':coalition', ':number{[0-9]+}');

export const wayPages = (routes: Routes): void => {
  routes.get(at.paper, async (page) =>
    page.show(<PaperPage place={await page.place()} decision={await decisionOf(page)} />),
  );
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
  routes.get(at.part(':part{[0-9]{1,4}}'), async (page) => page.show(await partPage(page)));
  routes.get(at.amend, async (page) =>
    page.show(<AmendPage place={await page.place()} decision={await decisionOf(page)} part={partAsked(page)} />),
  );
  routes.post(at.amend, (page) =>
    page.do(amend, {
      extra: { proposal: numberOf(page) },
      then: () => `${pathsOf(page).one}#amendments`,
      otherwise: async (attempt) => (
        <AmendPage place={await page.place()} decision={await decisionOf(page)} attempt={attempt} />
      ),
    }),
  );
  routes.post(at.retireTemplate, (page) =>
    page.do(retireTemplate, {
      then: () => decisionPaths(page.slug).propose,
      otherwise: (attempt) => proposePage(page, attempt),
    }),
  );
  routes.get(at.retireTemplate, (page) => page.redirect(decisionPaths(page.slug).propose));
  const here = [
    [at.answerComment, answerComment, 'discussion'],
    [at.advice, askAdvice, 'advice'],
    [at.recordAdvice, recordAdvice, 'advice'],
    [at.sound, sound, 'soundings'],
    [at.answerSounding, answerSounding, 'soundings'],
    [at.endSounding, endSounding, 'soundings'],
    [at.acceptAmendment, acceptAmendment, 'amendments'],
    [at.voteOnAmendment, voteOnAmendment, 'amendments'],
    [at.withdrawAmendment, withdrawAmendment, 'amendments'],
    [at.statement, stateOutcome, 'statement'],
    [at.explain, explainVote, 'statement'],
    [at.followUps, addFollowUp, 'follow-ups'],
    [at.markFollowUp, markFollowUp, 'follow-ups'],
    [at.revisit, revisit, 'revisit'],
    [at.saveTemplate, saveTemplate, 'rule'],
  ] as const;
  for (const [path, command, section] of here) {
    routes.post(path, (page) => onThePage(page, command as Command, section));
    routes.get(path, (page) => page.redirect(pathsOf(page).one));
  }
};

/** A form of the decision's own page: done, it leads back to its section; refused, the page comes back with it. */
const onThePage = (page: Page, command: Command, section: string) =>
  page.do(command, {
    // What is about a remark, a task or a request finds its decision by itself.
    ...('proposal' in (command.input as { shape?: object }).shape! && { extra: { proposal: numberOf(page) } }),
    then: () => `${pathsOf(page).one}#${section}`,
    otherwise: (attempt) => decisionPage(page, attempt),
  });

const partAsked = (page: Page): number | undefined => {
  const asked = page.query('part');
  return asked !== undefined && /^\d{1,4}$/.test(asked) ? Number(asked) : undefined;
};

async function partPage(page: Page, attempt?: Attempt) {
  const decision = await decisionOf(page);
  const part = Number(page.param('part'));
  if (!partsOf(decision.versions[0]!).some((each) => each.part === part)) throw new Refused(notFound());
  return <PartPage place={await page.place()} decision={decision} part={part} attempt={attempt} />;
}

const steer = <I, Sent, F, V>(page: Page, command: Command<string, I, Sent, F, V>, form: string) =>
  page.do(command, {
    extra: { proposal: numberOf(page) } as unknown as Partial<Sent>,
    then: () => `${pathsOf(page).one}#hours`,
    otherwise: async (attempt) => (
      <HoursPage place={await page.place()} decision={await decisionOf(page)} at={form} attempt={attempt} />
    ),
  });
