import { accountPages } from './accounts/pages/account.tsx';
import { firstPages } from './accounts/pages/first.tsx';
import { mailPages } from './accounts/pages/mails.tsx';
import { signInPages } from './accounts/pages/sign-in.tsx';
import { stopMailPages } from './accounts/pages/stop-mail.tsx';
import type { Accounts } from './accounts/setup.ts';
import { tokenPages } from './accounts/tokens/pages.tsx';
import { commands, queries } from './capabilities.ts';
import { coalitionPages } from './coalitions/pages/routes.tsx';
import { PlainShell } from './coalitions/shell.tsx';
import { voteByLinkPages } from './decisions/pages/by-link.tsx';
import { decisionPages } from './decisions/pages/routes.tsx';
import { rulePages } from './decisions/rules/pages/routes.tsx';
import { weightPages } from './decisions/weights/pages/routes.tsx';
import { formingPages } from './forming/pages/routes.tsx';
import { memberPages } from './members/pages/routes.tsx';
import { powerPages } from './power/pages/routes.tsx';
import { referencePages } from './system/api/reference.tsx';
import type { Routes } from './system/web/server.ts';

/** Every capability's pages, but for those of signing in, which need more than the app. */
export const pages: ((routes: Routes) => void)[] = [
  accountPages,
  mailPages,
  stopMailPages,
  tokenPages,
  coalitionPages,
  memberPages,
  decisionPages,
  voteByLinkPages,
  weightPages,
  rulePages,
  powerPages,
  formingPages,
  referencePages({ commands, queries, Shell: PlainShell }),
];

/** Every page there is. */
export const allPages = (accounts: Accounts) => [signInPages(accounts), firstPages(accounts), ...pages];
