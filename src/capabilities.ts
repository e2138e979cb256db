import * as accountCommands from './accounts/commands.ts';
import * as mailChoiceCommands from './accounts/mail-commands.ts';
import * as mailChoiceQueries from './accounts/mail-queries.ts';
import * as accountQueries from './accounts/queries.ts';
import * as tokenCommands from './accounts/tokens/commands.ts';
import * as tokenQueries from './accounts/tokens/queries.ts';
import * as coalitionCommands from './coalitions/commands.ts';
import * as coalitionQueries from './coalitions/queries.ts';
import * as homeQueries from './coalitions/queries-home.ts';
import * as ballotCommands from './decisions/ballot-commands.ts';
import * as decisionCommands from './decisions/commands.ts';
import * as delegationCommands from './decisions/delegations/commands.ts';
import * as delegationQueries from './decisions/delegations/queries.ts';
import * as discussionCommands from './decisions/discussion-commands.ts';
import * as linkCommands from './decisions/link-commands.ts';
import * as linkQueries from './decisions/link-queries.ts';
import * as homeAnswerCommands from './decisions/mandates/commands-answering.ts';
import * as homeAskCommands from './decisions/mandates/commands-asking.ts';
import * as mandateCommands from './decisions/mandates/commands-mandating.ts';
import * as mandateQueries from './decisions/mandates/queries.ts';
import * as homeWaitingQueries from './decisions/mandates/queries-waiting.ts';
import * as objectionCommands from './decisions/objection-commands.ts';
import * as paperCommands from './decisions/paper/commands.ts';
import * as paperQueries from './decisions/paper/queries.ts';
import * as decisionQueries from './decisions/queries.ts';
import * as decisionRegister from './decisions/register.ts';
import * as keptRuleCommands from './decisions/rules/commands.ts';
import * as keptRuleQueries from './decisions/rules/queries.ts';
import * as sealQueries from './decisions/seal/queries.ts';
import * as adviceCommands from './decisions/way/advice-commands.ts';
import * as afterCommands from './decisions/way/after-commands.ts';
import * as amendmentCommands from './decisions/way/amendment-commands.ts';
import * as wayHomeQueries from './decisions/way/home-queries.ts';
import * as hoursCommands from './decisions/way/hours-commands.ts';
import * as wayQueries from './decisions/way/queries.ts';
import * as revisitCommands from './decisions/way/revisit-commands.ts';
import * as soundingCommands from './decisions/way/sounding-commands.ts';
import * as templateCommands from './decisions/way/template-commands.ts';
import * as weightCommands from './decisions/weights/commands.ts';
import * as weightQueries from './decisions/weights/queries.ts';
import * as withdrawalCommands from './decisions/withdrawal-commands.ts';
import * as caseCommands from './forming/case-commands.ts';
import * as caseQueries from './forming/case-queries.ts';
import * as readinessCommands from './forming/readiness-commands.ts';
import * as readinessQueries from './forming/readiness-queries.ts';
import * as formingWaiting from './forming/waiting.ts';
import type { Command } from './kernel/command.ts';
import type { Query } from './kernel/query.ts';
import * as memberCommands from './members/commands.ts';
import * as applicationCommands from './members/commands-applications.ts';
import * as importCommands from './members/commands-import.ts';
import * as invitationCommands from './members/commands-invitations.ts';
import * as representativeCommands from './members/commands-representatives.ts';
import * as voiceCommands from './members/commands-voice.ts';
import * as voiceByMailCommands from './members/commands-voice-by-mail.ts';
import { finishImport } from './members/import/finish.ts';
import * as memberQueries from './members/queries.ts';
import * as importQueries from './members/queries-import.ts';
import * as invitationQueries from './members/queries-invitations.ts';
import * as joiningQueries from './members/queries-joining.ts';
import * as waitingQueries from './members/queries-waiting.ts';
import * as wordQueries from './members/queries-words.ts';
import * as powerQueries from './power/queries.ts';
import * as mailQueries from './system/mail/queries.ts';

/**
 * What this server can do. A new command or query in a file listed here is found by itself;
 * a new capability adds its lines here and nowhere else.
 */
const modules: Record<string, unknown>[] = [
  tokenCommands,
  tokenQueries,
  accountCommands,
  mailChoiceCommands,
  mailChoiceQueries,
  accountQueries,
  coalitionCommands,
  coalitionQueries,
  homeQueries,
  ballotCommands,
  decisionCommands,
  discussionCommands,
  linkCommands,
  linkQueries,
  objectionCommands,
  withdrawalCommands,
  delegationCommands,
  delegationQueries,
  homeAskCommands,
  homeAnswerCommands,
  mandateCommands,
  mandateQueries,
  homeWaitingQueries,
  decisionQueries,
  paperCommands,
  paperQueries,
  decisionRegister,
  sealQueries,
  hoursCommands,
  soundingCommands,
  templateCommands,
  adviceCommands,
  amendmentCommands,
  afterCommands,
  revisitCommands,
  wayHomeQueries,
  wayQueries,
  keptRuleCommands,
  keptRuleQueries,
  weightCommands,
  weightQueries,
  caseCommands,
  caseQueries,
  readinessCommands,
  readinessQueries,
  formingWaiting,
  memberCommands,
  applicationCommands,
  importCommands,
  { finishImport },
  importQueries,
  invitationCommands,
  representativeCommands,
  voiceByMailCommands,
  voiceCommands,
  memberQueries,
  invitationQueries,
  joiningQueries,
  waitingQueries,
  wordQueries,
  powerQueries,
  mailQueries,
];

const exported = modules.flatMap((module) => Object.values(module));
const isKind = (value: unknown, kind: string): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;

export const commands: Command[] = exported.filter((value): value is Command => isKind(value, 'command'));
export const queries: Query[] = exported.filter((value): value is Query => isKind(value, 'query'));

/** `accounts`, `decisions` …: the first words of their names, in alphabetical order. */
export const capabilities: string[] = [
  ...new Set([...commands, ...queries].map(({ name }) => name.split('.')[0]!)),
].sort();
