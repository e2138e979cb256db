// Something to fill every mail with: for tests that read them and for pictures.
import type { Template, TemplateVariables } from '../../src/system/mail/templates.ts';

const link = 'http://localhost/c/clean-air-riverton/decisions/12?a=1&b=2';
const until = '2026-03-31T16:00:00Z';
const zone = 'Europe/Madrid';
const coalition = 'Clean Air Riverton';
const member = 'Eastbank <Tenants>';
const question = 'Shall we "ask" the council to forbid idling within 300 metres of a school?';
const inviter = 'Amal Haddad';
const voteLink = 'http://localhost/vote?token=abcdefghijklmnopqrstuvwxyz';
const asked = { coalition, member, question, link, until, zone, voteLink };

const letters: TemplateVariables = {
  signIn: { link, minutes: 15 },
  invitation: { coalition, member, inviter, link, until, zone },
  openInvitation: { coalition, inviter, link, until, zone },
  applied: { coalition, name: member, link },
  welcomed: { coalition, name: member, link },
  declined: { coalition, name: member, link },
  speaks: { coalition, member, inviter, authority: 'consults', link },
  ratify: asked,
  ratifyClosing: asked,
  decide: { ...asked, options: ['Rosa Delgado', 'Ruth Adeyemi', 'يسرى الخطيب'], reply: 'ranking' },
  closing: { ...asked, reply: 'yes-no-abstain' },
  decided: { coalition, question, outcome: 'carried', seal: 'd37ee418976dd957', link, zone },
  recorded: { ...asked, said: 'Yes' },
  unclear: { ...asked, why: { key: 'common.email' } },
  summary: {
    coalition,
    link,
    zone,
    waits: [{ text: question, link, until }],
    open: [{ text: 'Shall we hold a silent vigil at the yard gate?', link, until }],
    decided: [{ text: 'Shall we measure the air?', link, result: { key: 'common.email' } }],
    joined: [{ text: 'Parish of St Brigid' }],
  },
  homeQuestion: { coalition, member, asker: inviter, question, link, until, zone },
  homeAnswer: { coalition, member, question, link },
};

/** What a mail of this kind may say. */
export const given = <T extends Template>(template: T): TemplateVariables[T] => letters[template];
