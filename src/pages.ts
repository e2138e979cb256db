import { accountPages } from './accounts/pages/account.tsx';
import { mailPages } from './accounts/pages/mails.tsx';
import { tokenPages } from './accounts/tokens/pages.tsx';
import { commands, queries } from './capabilities.ts';
import { coalitionPages } from './coalitions/pages/routes.tsx';
import { PlainShell } from './coalitions/shell.tsx';
import { decisionPages } from './decisions/pages/routes.tsx';
import { memberPages } from './members/pages/routes.tsx';
import { powerPages } from './power/pages/routes.tsx';
import { referencePages } from './system/api/reference.tsx';
import type { Routes } from './system/web/server.ts';

/** Every capability's pages. Those of signing in need more than the app and stand in greenbelt.ts. */
export const pages: ((routes: Routes) => void)[] = [
  accountPages,
  mailPages,
  tokenPages,
  coalitionPages,
  memberPages,
  decisionPages,
  powerPages,
  referencePages({ commands, queries, Shell: PlainShell }),
];
