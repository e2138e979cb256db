import type { Translate } from '../system/i18n/translate.ts';
import { authorities, kinds, limitKinds, type Status, ties } from './fields.ts';

/** The sign that goes with a status; the word beside it says the same. */
export const statusSign: Record<Status, 'open' | 'done' | 'declined' | 'waiting' | 'ended' | 'quiet'> = {
  listed: 'quiet',
  invited: 'open',
  applied: 'waiting',
  active: 'done',
  declined: 'declined',
  left: 'ended',
  merged: 'ended',
};

type Answer = { value: string; label: string; hint: string };
const choices = <T extends string>(
  values: readonly T[],
  label: (value: T) => string,
  hint: (value: T) => string,
): Answer[] => values.map((value) => ({ value, label: label(value), hint: hint(value) }));

/** What somebody may do for a member, each with the line that says what it means. */
export const authorityChoices = (t: Translate): Answer[] =>
  choices(
    authorities,
    (authority) => t('members.authority', { authority }),
    (authority) => t('members.authorityHint', { authority }),
  );

export const tieChoices = (t: Translate): Answer[] =>
  choices(
    ties,
    (tie) => t('members.tie', { tie }),
    (tie) => t('members.tieHint', { tie }),
  );

export const kindChoices = (t: Translate): Answer[] =>
  choices(
    kinds,
    (kind) => t('members.joinAs', { kind }),
    (kind) => t('members.joinAsHint', { kind }),
  );

export const limitChoices = (t: Translate): { value: string; label: string }[] =>
  limitKinds.map((kind) => ({ value: kind, label: t('members.limitKind', { kind }) }));
