import { keepHours } from './decisions/hours.ts';
import { keepHomeHours } from './decisions/mandates/hours.ts';
import { noticeDecisions } from './decisions/notices.ts';
import { adoptRules } from './decisions/rules/adopt.ts';
import { settleAmendments } from './decisions/way/amendment-vote.ts';
import type { Subscriber } from './kernel/app.ts';
import { announce } from './system/live/announce.ts';

/** Who hears of every activity, in this order, inside its transaction. */
export const subscribers: Subscriber[] = [
  announce,
  keepHours,
  adoptRules,
  settleAmendments,
  noticeDecisions,
  keepHomeHours,
];
