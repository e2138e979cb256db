import { constituencies } from '../../members/queries-words.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import { rules } from '../rules/queries.ts';
import { savedTemplates } from '../way/template-commands.ts';
import { ProposePage } from './propose.tsx';

/** The form of a proposal with everything that it offers, also after it was refused. */
export const proposePage = async (page: Page, attempt?: Attempt) => (
  <ProposePage
    place={await page.place()}
    constituencies={await page.ask(constituencies)}
    kept={await page.ask(rules)}
    saved={await page.ask(savedTemplates)}
    attempt={attempt}
  />
);
